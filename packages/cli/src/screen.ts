/** A view that changes in place on a terminal. */

export interface Screen {
  /** Replaces the lines of the last view. */
  show(lines: readonly string[]): void;
  /** Leaves the last view as it is, since something else was written below it. */
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

/** Milliseconds since 1970 as HH:MM:SS, UTC. */
export const clockTime = (now: number): string => new Date(now).toISOString().slice(11, 19);
