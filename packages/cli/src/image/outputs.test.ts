import assert from "node:assert/strict";
import { test } from "node:test";
import { outputs } from "./outputs.ts";

const CASES: readonly (readonly [out: string, count: number, directory: boolean, paths: readonly string[]])[] = [
  ["card.img", 1, false, ["card.img"]],
  ["card.img", 2, false, ["card-1.img", "card-2.img"]],
  ["/a.b/card", 2, false, ["/a.b/card-1", "/a.b/card-2"]],
  ["out/.hidden", 1, false, ["out/.hidden"]],
  ["out/.hidden", 2, false, ["out/.hidden-1", "out/.hidden-2"]],
  ["out/", 1, true, ["out/card-1.img"]],
  ["out", 2, true, ["out/card-1.img", "out/card-2.img"]],
];
for (const [out, count, directory, paths] of CASES) {
  test(`${count} of ${out}: ${paths.join(" ")}`, () => assert.deepEqual(outputs(out, count, { directory }), paths));
}
