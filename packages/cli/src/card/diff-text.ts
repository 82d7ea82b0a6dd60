/** Two texts as a unified diff. The only file that imports diff. */
import { createTwoFilesPatch } from "diff";

/** Lines of the diff with three lines around each change; `undefined` is a file that is not there. */
export function diffText(name: string, before: string | undefined, after: string): readonly string[] {
  const from = before === undefined ? "/dev/null" : name;
  const patch = createTwoFilesPatch(from, name, before ?? "", after, "", "", { context: 3 });
  // Its first line is a rule, its last one empty.
  return patch
    .split("\n")
    .slice(1, -1)
    .map((line) => line.trimEnd());
}
