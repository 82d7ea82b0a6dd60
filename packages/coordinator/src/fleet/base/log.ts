/** The journal: priority first, a sentence, then fields. */

export type Fields = Readonly<Record<string, string | number | undefined>>;

export interface Log {
  info(sentence: string, fields?: Fields): void;
  warn(sentence: string, fields?: Fields): void;
  error(sentence: string, fields?: Fields): void;
}

/** Lines as systemd-journald reads them from standard error: <6>sentence key="value". */
export function journal(write: (line: string) => void): Log {
  const at =
    (priority: number) =>
    (sentence: string, fields: Fields = {}) => {
      const pairs = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
      const text = [sentence, ...pairs.map(([key, value]) => `${key}=${JSON.stringify(value)}`)].join(" ");
      // Text from a peer or a tool must not begin a line of its own.
      write(`<${priority}>${text.replace(/[\r\n]+/g, " | ")}\n`);
    };
  return { info: at(6), warn: at(4), error: at(3) };
}
