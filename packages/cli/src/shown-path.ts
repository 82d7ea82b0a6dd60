/** A path as a person would write it: relative to the current directory, unless that is far away. */
import { relative } from "node:path";

export function shownPath(path: string): string {
  const near = relative(process.cwd(), path) || ".";
  return near.startsWith("../../") ? path : near;
}
