import assert from "node:assert/strict";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { describeTree, keyOf } from "./key.ts";

test("the key of a set of inputs does not depend on the order in which they are named", () => {
  assert.equal(keyOf({ a: "1", b: "2" }), keyOf({ b: "2", a: "1" }));
  assert.match(keyOf({ a: "1" }), /^[0-9a-f]{12}$/);
});

test("another value, another name, or text that moved from one input to the next is another key", () => {
  const inputs: Record<string, string>[] = [
    { a: "1", b: "2" },
    { a: "1", b: "3" },
    { a: "1", c: "2" },
    { a: "12", b: "" },
    { a: "1" },
  ];
  const keys = inputs.map(keyOf);
  assert.equal(new Set(keys).size, keys.length);
});

test("the description of a folder changes with a content, a name or the target of a link", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "tree-"));
  context.after(() => rm(folder, { recursive: true }));
  const seen = new Set<string>();
  const changes = [
    () => writeFile(join(folder, "a"), "1"),
    () => writeFile(join(folder, "a"), "2"),
    () => writeFile(join(folder, "b"), "2"),
    () => symlink("a", join(folder, "c")),
  ];
  for (const change of changes) {
    await change();
    seen.add(await describeTree(folder));
  }
  assert.equal(seen.size, changes.length);
  assert.ok(seen.has(await describeTree(folder)), "asking twice gives the same");
});
