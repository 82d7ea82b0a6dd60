/** Why a daemon ends: a journal line if systemd started it, otherwise a plain sentence for a person. */
import { AppError } from "./error.ts";

/** Exit codes: something failed, so systemd restarts the daemon; or it was called with wrong arguments. */
export const FAILED = 1;
export const MISUSED = 2;

export interface LastWords {
  readonly program: string;
  /** Logs the sentence with its priority. */
  readonly toJournal: (sentence: string) => void;
}

export function lastWords(cause: unknown, { program, toJournal }: LastWords): void {
  const { message } = AppError.from(cause);
  // systemd.exec(5): set if standard error was connected to the journal when the program was started.
  if (process.env.JOURNAL_STREAM !== undefined && !process.stderr.isTTY) toJournal(message);
  else process.stderr.write(`${program}: ${message.replace(/\p{Cc}+/gu, " ").trim()}\n`);
}
