/** Two texts as a unified diff. The only file that imports diff. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

/** Lines of the diff with three lines around each change; `undefined` is a file that is not there. */
export function diffText(name: string, before: string | undefined, after: string): readonly string[] {
  const from = before === undefined ? "/dev/null" : name;
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY } as const;
  const patch = createTwoFilesPatch(from, name, before ?? "", after, "", "", options);
  return patch
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
}
