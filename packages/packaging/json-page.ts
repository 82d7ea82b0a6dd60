/** What `pictl status --json` prints, as tables made from its types, so that every field has a row. Pure. */

export interface Field {
  readonly name: string;
  readonly optional: boolean;
  /** As written in TypeScript. */
  readonly type: string;
  readonly meaning: string;
}

/** The fields of an exported interface in a source file. Throws when there is no such interface. */
export function fieldsOf(source: string, name: string): readonly Field[] {
  const body = new RegExp(`^export interface ${name} \\{\\n(.*?)^\\}`, "ms").exec(source)?.[1];
  if (body === undefined) throw new Error(`no interface is called ${name}`);
  const fields = body.matchAll(/(?:^ {2}\/\*\* (.*?) \*\/\n)?^ {2}readonly (\w+)(\??): (.*?);$/gms);
  return [...fields].map(([, meaning = "", field = "", mark, type = ""]) => ({
    ...{ name: field, optional: mark === "?" },
    ...{ type: type.replaceAll("readonly ", ""), meaning },
  }));
}

/** The interfaces with their headings; the first two describe one object. */
const PARTS = {
  RackStatus: "The rack: `pictl status --json`, and each line with `--watch`",
  RackHistory: "Without `--watch` the same object also has",
  NodeStatus: "A node: each of `nodes`, and `pictl status NODE --json`",
  Hardware: "`hardware` of a node",
  Stranger: "Each of `strangers`",
  TimelineEntry: "Each of `timeline`",
  StepRecord: "Each of `steps`",
  RolloutStatus: "`rollout`",
  RolloutNode: "Each node of `rollout`",
  MirrorStatus: "`mirror`",
} as const;

const EXIT_CODES = `| exit code | when |
|---|---|
| 0 | done |
| 1 | failed; standard error says why, on which node, and what to do |
| 2 | wrong use of the command line |
| 130 | interrupted by Ctrl-C or a signal |`;

/** Markdown. `source`: content of the file with the types. */
export function jsonPage(source: string): string {
  const parts = Object.entries(PARTS).map(([name, title]) => {
    const rows = fieldsOf(source, name).map(
      ({ name, optional, type, meaning }) =>
        `| \`${name}\`${optional ? " (may be absent)" : ""} | \`${cell(type)}\` | ${cell(meaning)} |`,
    );
    return `## ${title}\n\n| field | type | meaning |\n|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `# Exit codes and JSON

Every verb ends in the same way:

${EXIT_CODES}

\`pictl status\` is the one verb that has \`--json\`. It prints one line to standard output; errors stay text on standard
error. Times are milliseconds since 1970 unless a field says otherwise. A \`NodePhase\` is a word of the list of states in
[pictl status](status.md), a \`NodeRole\` is \`control-plane\` or \`worker\`, and \`ContainerWords\` have \`pod\`, \`container\` and
\`line\`.

${parts.join("\n")}`;
}

const cell = (text: string) => text.replace(/\s+/g, " ").replaceAll("|", "\\|");
