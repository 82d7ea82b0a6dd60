/** `pictl logs`: an agent's journal over its connection. */

import { AppError, inbox, type Message } from "@rackberry/protocol";
import type { Session } from "./connected.ts";

type LogSession = Pick<Session, "connection">;

/** Lines that a slow reader may be behind, and characters of one, which is what the agent's journal has; then it is cut off. */
const BUFFER = 5_000;
const MAX_LINE = 2_100;
const MAX_LINES = 5_000;
const DEADLINE = 30_000;

/** The last lines; with `follow` also those that come, until the signal aborts: then the agent is told that it is enough. */
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
    // A message of several lines counts for one there.
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
    // Whoever reads may have gone without a word.
    reader.abort();
  }
}

const linesOf = ({ lines }: Message<"logLines">): readonly string[] => (lines ?? []).map(shortened);

const shortened = (line: string) => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line);
