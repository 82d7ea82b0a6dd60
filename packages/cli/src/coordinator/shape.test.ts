import assert from "node:assert/strict";
import { test } from "node:test";
import { hasShape } from "./shape.ts";

const SHAPE = { name: "string", "age?": "number", "tags?": ["string"], "home?": { street: "string" } } as const;

test("what may be absent may be absent, and nothing else", () => {
  for (const good of [{ name: "a" }, { name: "", age: 0, tags: [], home: { street: "b" }, more: [] }]) {
    assert.equal(hasShape(good, SHAPE), true, JSON.stringify(good));
  }
  for (const bad of [
    ...[undefined, null, 7, "a", [], [{ name: "a" }], {}, { age: 1 }, { name: 7 }, { name: null }],
    ...[
      { name: "a", age: "1" },
      { name: "a", age: null },
      { name: "a", tags: "b" },
      { name: "a", tags: [7] },
    ],
    ...[
      { name: "a", home: {} },
      { name: "a", home: [] },
      { name: "a", home: { street: 7 } },
    ],
  ]) {
    assert.equal(hasShape(bad, SHAPE), false, JSON.stringify(bad));
  }
});
