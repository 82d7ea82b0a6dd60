/** A question to the person at the terminal. */
import { createInterface } from "node:readline/promises";

/** Answers what was typed, "" at the end of input (Ctrl-D). Ctrl-C stops everything, and rejects. */
export const asker =
  (stop: AbortController) =>
  async (question: string): Promise<string> => {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    // On a terminal in raw mode Ctrl-C is a letter, and no signal.
    reader.once("SIGINT", () => stop.abort());
    const closed = new Promise<string>((resolve) => reader.once("close", () => resolve("")));
    try {
      return await Promise.race([reader.question(question, { signal: stop.signal }), closed]);
    } finally {
      reader.close();
    }
  };
