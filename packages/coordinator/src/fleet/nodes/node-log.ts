/** `pictl logs`: an agent's journal over its connection. */
import { AppError, type Frame, inbox } from "@rackberry/protocol";
import type { Session } from "./connected.ts";

type LogSession = Pick<Session, "connection" | "followers">;

/** Lines that a slow reader may be behind, and characters of one, which is what the agent's journal has; then it is cut off. */
const BUFFER = 5_000;
const MAX_LINE = 2_100;
const MAX_LINES = 5_000;
const DEADLINE = 30_000;

/** The last lines; with `follow` also those that come, until the signal aborts. */
export async function* journalOf(
  session: LogSession,
  { follow, lines }: { readonly follow: boolean; readonly lines: number },
  signal: AbortSignal,
): AsyncIterable<string> {
  const coming = inbox<string>(BUFFER);
  // Before the last lines are asked for, so that none falls into the gap.
  const unfollow = follow ? subscribe(session, coming.push) : undefined;
  const end = () => coming.end();
  signal.addEventListener("abort", end);
  const forget = session.connection.whenOver(() => coming.end(new AppError("disconnected", "the agent went away")));
  try {
    const last = await lastLines(session, Math.min(Math.max(lines, 0), MAX_LINES), signal);
    yield* last;
    if (!follow || signal.aborted) return;
    const told = new Set(last.slice(-100));
    for await (const line of coming) if (!told.delete(line)) yield line;
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    unfollow?.();
    forget();
    signal.removeEventListener("abort", end);
  }
}

async function lastLines({ connection }: LogSession, lines: number, signal: AbortSignal): Promise<readonly string[]> {
  const found: string[] = [];
  if (lines === 0) return found;
  const command = { kind: "followLog", value: { follow: false, lines } } as const;
  const onFrame = (frame: Frame) => {
    found.push(...linesOf(frame));
    // A message of several lines counts for one there.
    if (found.length > 2 * lines + 100)
      throw new AppError("invalid", `the agent sends more than the ${lines} lines asked for`);
  };
  await connection.request(command, "done", { signal, onFrame, timeout: DEADLINE });
  return found;
}

/**
 * The protocol has no word for "enough": a journal that is followed once is followed for as long as the connection
 * lives. So there is one for all who want to see it.
 */
function subscribe(session: LogSession, follower: (line: string) => void): () => void {
  if (!session.followers) {
    const followers = new Set<(line: string) => void>();
    session.followers = followers;
    const command = { kind: "followLog", value: { follow: true, lines: 0 } } as const;
    const onFrame = (frame: Frame) => {
      for (const line of linesOf(frame)) for (const tell of followers) tell(line);
    };
    const over = () => {
      session.followers = undefined;
    };
    session.connection.request(command, "done", { onFrame }).then(over, over);
  }
  const { followers } = session;
  followers.add(follower);
  return () => followers.delete(follower);
}

const linesOf = (frame: Frame): readonly string[] =>
  frame.kind === "logLines" ? (frame.value.lines ?? []).map(shortened) : [];

const shortened = (line: string) => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line);
