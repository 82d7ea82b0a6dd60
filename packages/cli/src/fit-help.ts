/** Help on a narrow terminal: text that does not fit is wrapped again, in its own column. Pure. */

/** A paragraph, a heading, an example, or an option with the column of its description. */
interface Block {
  readonly lines: string[];
  /** Where continuation lines begin. */
  readonly column: number;
}

/** Blocks that fit into `width` columns stay as they are; words wider than that are not cut. */
export const fitHelp = (text: string, width: number): string =>
  blocksOf(text)
    .flatMap((block) => (block.lines.every((line) => line.length <= width) ? block.lines : filled(block, width)))
    .join("\n");

function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const line of text.split("\n")) {
    const [, head = ""] = /^( +\S.*? {2,})(?=\S)/.exec(line) ?? [];
    const indent = line.length - line.trimStart().length;
    const last = blocks.at(-1);
    if (line !== "" && head === "" && last?.column === indent && last.lines[0] !== "") last.lines.push(line);
    // An example has no description, and no line below continues it.
    else blocks.push({ lines: [line], column: head.length || (indent > 0 ? Number.NaN : 0) });
  }
  return blocks;
}

function filled({ lines, column }: Block, width: number): readonly string[] {
  const [first = "", ...rest] = lines;
  const indent = Number.isNaN(column) ? first.length - first.trimStart().length + 4 : column;
  const start = Number.isNaN(column) ? indent - 4 : column;
  const made = [first.slice(0, start)];
  const words = [first.slice(start), ...rest].join(" ").split(" ").filter(Boolean);
  for (const word of words) {
    const line = made.at(-1) ?? "";
    const isBegun = line.length > (made.length === 1 ? start : indent);
    if (isBegun && line.length + 1 + word.length > width) made.push(`${" ".repeat(indent)}${word}`);
    else made[made.length - 1] = isBegun ? `${line} ${word}` : `${line}${word}`;
  }
  return made;
}
