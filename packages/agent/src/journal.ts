/** What the agent tells journald: priority, a sentence, then fields. */

export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Journal {
  info(sentence: string, fields?: Fields): void;
  warning(sentence: string, fields?: Fields): void;
  error(sentence: string, fields?: Fields): void;
}

/** Longest line; longer ones are cut. */
const MAX_LINE = 2_000;

/** Priorities of sd-daemon(3): 3 error, 4 warning, 6 info. */
export function journal(write: (line: string) => void): Journal {
  const at = (priority: 3 | 4 | 6) => (sentence: string, fields?: Fields) =>
    write(formatLine(priority, sentence, fields));
  return { error: at(3), warning: at(4), info: at(6) };
}

/** `<6>step changed step="memory-cgroup" ms=41`. Nothing that a stranger sends can begin a line of its own. */
export function formatLine(priority: number, sentence: string, fields: Fields = {}): string {
  const pairs = Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => ` ${name}=${typeof value === "string" ? JSON.stringify(value) : value}`);
  return `<${priority}>${`${printable(sentence)}${printable(pairs.join(""))}`.slice(0, MAX_LINE)}\n`;
}

// Control characters would end the line, or colour a terminal.
const printable = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trimEnd();
