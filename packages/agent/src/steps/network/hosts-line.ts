/** One line of /etc/hosts as the resolvers read it (hosts(5)): leading blanks, tabs, a trailing comment. Pure. */

export interface PersonLine {
  readonly address: string;
  readonly names: readonly string[];
}

/** `undefined` for a line that names nothing. */
export function parseHostsLine(line: string): PersonLine | undefined {
  const [address, ...names] = line.replace(/#.*/s, "").trim().split(/\s+/);
  return address && names.length > 0 ? { address, names } : undefined;
}

/** The line without these names; nothing when it has no other name. */
export function withoutNames(line: string, names: readonly string[]): string {
  const { address, names: all } = parseHostsLine(line) ?? { address: "", names: [] };
  const kept = all.filter((name) => !names.includes(name));
  const end = /\r?\n?$/.exec(line)?.[0] ?? "";
  return kept.length === 0 ? "" : `${[address, ...kept].join(" ")}${end}`;
}
