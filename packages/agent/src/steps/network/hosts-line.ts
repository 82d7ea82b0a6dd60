/** One line of /etc/hosts as the resolvers read it (hosts(5)): blanks in front, tabs, a remark behind. Pure. */

export interface PersonLine {
  readonly address: string;
  readonly names: readonly string[];
}

/** `undefined` for a line that names nothing. */
export function parseHostsLine(line: string): PersonLine | undefined {
  const [address, ...names] = line.replace(/#.*/s, "").trim().split(/\s+/);
  return address && names.length > 0 ? { address, names } : undefined;
}

/** The line without these names of it; without any name nothing is left of it. */
export function withoutNames(line: string, names: readonly string[]): string {
  const { address, names: all } = parseHostsLine(line) ?? { address: "", names: [] };
  const kept = all.filter((name) => !names.includes(name));
  const end = /\r?\n?$/.exec(line)?.[0] ?? "";
  return kept.length === 0 ? "" : `${[address, ...kept].join(" ")}${end}`;
}
