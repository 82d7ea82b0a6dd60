/** The agent's own journal, read by the journalctl program. Read-only, so it stands beside Host. */
import { createInterface } from "node:readline";
import { AppError } from "@rackberry/protocol";
import type { LogRequest } from "./executor.ts";
import { redact } from "./redact.ts";

/** Limits of one message; when more lines are waiting, the reader is too slow and they are omitted. */
const MAX_BATCH_BYTES = 32 * 1024;
const MAX_WAITING = 5_000;
/** How long lines are collected before they are sent, milliseconds. */
const GATHER = 50;

/** Units whose journals are shown as one. */
export const followJournal =
  (...units: readonly string[]) =>
  async ({ follow, lines }: LogRequest, onLines: (lines: string[]) => void, signal: AbortSignal): Promise<void> => {
    const options = [
      ...units.flatMap((unit) => ["--unit", unit]),
      "--output",
      "short-iso",
      "--no-pager",
      "--quiet",
      "--lines",
      String(lines),
    ];
    const { follow: followProgram } = await import("../host/execute.ts");
    signal.throwIfAborted();
    const journal = followProgram(["journalctl", ...options, ...(follow ? ["--follow"] : [])], signal);
    const waiting: string[] = [];
    let omitted = 0;
    const flush = () => {
      if (omitted > 0) waiting.push(`(${omitted} lines omitted)`);
      omitted = 0;
      for (const batch of batches(waiting.splice(0))) onLines(batch);
    };
    let timer: NodeJS.Timeout | undefined;
    createInterface({ input: journal.stdout }).on("line", (line) => {
      if (waiting.length < MAX_WAITING) waiting.push(redact(line));
      else omitted += 1;
      timer ??= setTimeout(() => {
        timer = undefined;
        flush();
      }, GATHER);
    });
    try {
      const end = await journal.ended;
      if (end.kind === "not-started") throw new AppError("command-failed", `journalctl: ${end.message}`);
      signal.throwIfAborted();
    } finally {
      clearTimeout(timer);
      if (!signal.aborted) flush();
    }
  };

/** Lines in messages that stay well below the largest. */
export function* batches(lines: readonly string[]): Generator<string[], void> {
  let batch: string[] = [];
  let size = 0;
  for (const line of lines) {
    const bytes = Buffer.byteLength(line) + 8;
    if (size + bytes > MAX_BATCH_BYTES && batch.length > 0) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(line);
    size += bytes;
  }
  if (batch.length > 0) yield batch;
}
