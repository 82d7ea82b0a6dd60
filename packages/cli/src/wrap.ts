/** Sentences on a terminal: as many lines as they take, and nothing of them cut. */
import { plain } from "./plain.ts";

/** Set in below a first line that is not. */
const INDENT = "    ";

/** Lines of at most `width` columns (20 at least). All but the first are set in, as far as the first one is or further. */
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
    // A word that no line can hold goes on in the next one.
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
