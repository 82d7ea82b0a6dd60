/** One line of /etc/hosts as resolvers read it (hosts(5)): leading blanks, tabs, a trailing comment. Pure. */

export interface PersonLine {
  readonly address: string;
  readonly names: readonly string[];
}

/** Undefined for a line without a name. */
export function parseHostsLine(line: string): PersonLine | undefined {
  const [address, ...names] = line.replace(/#.*/s, "").trim().split(/\s+/);
  return address && names.length > 0 ? { address, names } : undefined;
}

/** The line without these names; empty if no name is left. */
export function withoutNames(line: string, names: readonly string[]): string {
  const { address, names: all } = parseHostsLine(line) ?? { address: "", names: [] };
  const kept = all.filter((name) => !names.includes(name));
  const end = /\r?\n?$/.exec(line)?.[0] ?? "";
  return kept.length === 0 ? "" : `${[address, ...kept].join(" ")}${end}`;
}
