/** `pictl logs`: an agent's journal over its connection. */

import { AppError, inbox, type Message } from "@rackberry/protocol";
import type { Session } from "./connected.ts";

type LogSession = Pick<Session, "connection">;

/** Lines by which a slow reader may lag, and characters in a line, as in the agent's journal; the rest is cut off. */
const BUFFER = 5_000;
const MAX_LINE = 2_100;
const MAX_LINES = 5_000;
const DEADLINE = 30_000;

/** The last lines; with `follow` also new ones, until the signal aborts: then the command is cancelled at the agent. */
export async function* journalOf(
  { connection }: LogSession,
  { follow, lines }: { readonly follow: boolean; readonly lines: number },
  signal: AbortSignal,
): AsyncIterable<string> {
  const asked = Math.min(Math.max(lines, 0), MAX_LINES);
  const coming = inbox<string>(BUFFER + asked);
  const reader = new AbortController();
  let came = 0;
  const onNews = (news: Message<"logLines">) => {
    const found = linesOf(news);
    came += found.length;
    // The agent counts a message of several lines as one.
    if (!follow && came > 2 * asked + 100)
      throw new AppError("invalid", `the agent sends more than the ${asked} lines that were asked for`);
    for (const line of found) coming.push(line);
  };
  const command = { kind: "followLog", value: { follow, lines: asked } } as const;
  const over = (error?: unknown) =>
    coming.end(signal.aborted || error === undefined ? undefined : AppError.from(error));
  connection
    .follow(command, onNews, {
      signal: AbortSignal.any([signal, reader.signal]),
      ...(follow ? {} : { timeout: DEADLINE }),
    })
    .then(() => over(), over);
  try {
    yield* coming;
  } finally {
    // The reader may stop without aborting the signal.
    reader.abort();
  }
}

const linesOf = ({ lines }: Message<"logLines">): readonly string[] => (lines ?? []).map(shortened);

const shortened = (line: string) => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line);
