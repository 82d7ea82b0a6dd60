/** What an owner types and decides from nothing to a cluster, as counts. Pure. */

export interface Deed {
  /** Its purpose. */
  readonly step: string;
  /** As typed, each followed by Enter. */
  readonly commands: readonly string[];
  /** What the owner has to know or choose. */
  readonly decisions: readonly string[];
}

export interface Count {
  readonly commands: number;
  readonly keystrokes: number;
  readonly decisions: number;
}

export const count = (deeds: readonly Deed[]): Count => {
  const commands = deeds.flatMap((deed) => deed.commands);
  return {
    commands: commands.length,
    keystrokes: commands.reduce((sum, command) => sum + command.length + 1, 0),
    decisions: deeds.flatMap((deed) => deed.decisions).length,
  };
};

/** One line per step, then the sums. */
export function table(deeds: readonly Deed[]): string[] {
  const rows = deeds.map((deed) => [deed.step, ...figures(count([deed]))]);
  const all = [["step", "commands", "keystrokes", "decisions"], ...rows, ["sum", ...figures(count(deeds))]];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
}

const figures = ({ commands, keystrokes, decisions }: Count) => [commands, keystrokes, decisions].map(String);
