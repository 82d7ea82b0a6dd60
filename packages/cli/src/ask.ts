/** Asks the person at the terminal a question. */
import { createInterface } from "node:readline/promises";

/** Returns what was typed, or "" at the end of input (Ctrl-D). Ctrl-C aborts `stop`, and the question rejects. */
export const asker =
  (stop: AbortController) =>
  async (question: string): Promise<string> => {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    // On a terminal in raw mode, Ctrl-C is a character, not a signal.
    reader.once("SIGINT", () => stop.abort());
    const closed = new Promise<string>((resolve) => reader.once("close", () => resolve("")));
    try {
      return await Promise.race([reader.question(question, { signal: stop.signal }), closed]);
    } finally {
      reader.close();
    }
  };
