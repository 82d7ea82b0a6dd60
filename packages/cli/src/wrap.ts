/** Sentences on a terminal: wrapped to as many lines as they need, never cut. */
import { plain } from "./plain.ts";

/** The indentation of later lines when the first has none. */
const INDENT = "    ";

/** Lines of at most `width` columns (at least 20). All but the first are indented, at least as far as the first. */
export function wrapped(text: string, width: number): string[] {
  const clean = plain(text).trimEnd();
  const [own = ""] = /^ */.exec(clean) ?? [];
  const indent = own.length >= INDENT.length ? own : INDENT;
  const lines: string[] = [];
  let line = own;
  let isEmpty = true;
  const next = () => {
    lines.push(line);
    line = indent;
    isEmpty = true;
  };
  for (let word of clean.split(" ").filter(Boolean)) {
    if (!isEmpty && line.length + 1 + word.length > width) next();
    // A word that is too long for any line is continued on the next.
    for (let room = width - line.length; isEmpty && word.length > room; room = width - line.length) {
      line += word.slice(0, room);
      word = word.slice(room);
      next();
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return isEmpty && lines.length > 0 ? lines : [...lines, line];
}
