/** Man pages made from --help's output, so that the two cannot drift apart (man(7)). */

export interface ManPage {
  readonly name: string;
  readonly section: number;
  /** What the program's --help prints: "NAME: SUMMARY", then blocks between empty lines. */
  readonly help: string;
  /** Help of the program's parts, in the same form; each becomes a section. */
  readonly parts?: readonly string[];
  /** Other pages, such as pictl(1). */
  readonly also: readonly string[];
  readonly version: string;
  /** Seconds since 1970. */
  readonly epoch: number;
}

export function manPage({ name, section, help, parts = [], also, version, epoch }: ManPage): string {
  const { title, blocks } = parse(help);
  const date = new Date(epoch * 1000).toISOString().slice(0, 10);
  const lines = [
    `.TH ${name.toUpperCase()} ${section} ${date} "Rackberry ${version}" Rackberry`,
    ".SH NAME",
    `${escaped(name)} \\- ${escaped(title.slice(name.length + 2))}`,
    ...blocks.flatMap((block) => formatted(block, ".SH", "DESCRIPTION")),
    ...parts.flatMap((part) => {
      const { title, blocks } = parse(part);
      const [head = "", ...summary] = title.split(": ");
      const heading = `.SH "${escaped(head.toUpperCase())}"`;
      return [
        heading,
        `${escaped(sentence(summary.join(": ")))}`,
        ...blocks.flatMap((block) => formatted(block, ".SS")),
      ];
    }),
    ".SH SEE ALSO",
    also.map((page) => escaped(page)).join(",\n"),
  ];
  return `${lines.join("\n")}\n`;
}

/** Lines that belong together, with or without a heading of their own. */
interface Block {
  readonly heading?: string;
  readonly lines: readonly string[];
}

function parse(help: string): { title: string; blocks: Block[] } {
  const [title = "", ...rest] = help.trim().split(/\n\s*\n/);
  return { title: title.trim(), blocks: rest.map(block) };
}

function block(text: string): Block {
  // "usage: pi-agent …": the heading is on the same line as its text.
  const lines = text
    .replace(/^(\w+): +(?=\S)/, (match, word) =>
      /^usage$/i.test(word) ? `${word}:\n${" ".repeat(match.length)}` : match,
    )
    .split("\n");
  const [first = "", ...rest] = lines;
  const heading = /^(\S.*?):?$/.exec(first)?.[1];
  if (!heading || rest.length === 0 || !rest.every((line) => line.startsWith("  "))) return { lines };
  const margin = Math.min(...rest.map((line) => line.search(/\S/)));
  return { heading, lines: rest.map((line) => line.slice(margin)) };
}

function formatted({ heading, lines }: Block, level: ".SH" | ".SS", otherwise?: string): string[] {
  const title = heading === undefined ? otherwise : heading.replace(/^usage$/i, level === ".SH" ? "synopsis" : "Usage");
  const head = title === undefined ? [".PP"] : [`${level} "${escaped(level === ".SH" ? title.toUpperCase() : title)}"`];
  if (heading === undefined) return [...head, ...lines.map((line) => escaped(line))];
  return [...head, ...lines.flatMap(entry)];
}

/** "--port PORT   what it is" is a term and its explanation; a line indented further continues the explanation. */
function entry(line: string): string[] {
  if (line.startsWith("  ")) return [escaped(line.trim())];
  const [, term = line, text] = /^(\S.*?) {2,}(\S.*)$/.exec(line) ?? [];
  return text === undefined ? [".PP", `\\fB${escaped(term)}\\fR`] : [".TP", `\\fB${escaped(term)}\\fR`, escaped(text)];
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Escapes characters that troff would interpret, or print as different ones (groff_char(7)). */
const escaped = (text: string): string =>
  text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("^", "\\(ha")
    .replaceAll("~", "\\(ti")
    .replaceAll('"', "\\(dq")
    .replaceAll("'", "\\(aq")
    .replaceAll("`", "\\(ga")
    .replaceAll("…", "...")
    .replace(/^(?=\.)/, "\\&");
