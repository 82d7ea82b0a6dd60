/** What is shown as it changes: in place on a terminal, else line by line. */

export interface Screen {
  /** In place of the lines before. */
  show(lines: readonly string[]): void;
  /** What stands there now stays, since something else was written below it. */
  beginAnew(): void;
}

export function screenOf(print: (line: string) => void): Screen {
  let height = 0;
  return {
    show(lines) {
      // Back to the first line of the last view, and clear to the end of the screen.
      print(`${height > 0 ? `\x1b[${height}A\x1b[J` : ""}${lines.join("\n")}`);
      height = lines.length;
    },
    beginAnew() {
      height = 0;
    },
  };
}

/** HH:MM:SS, UTC, of milliseconds since 1970. */
export const clockTime = (now: number): string => new Date(now).toISOString().slice(11, 19);
