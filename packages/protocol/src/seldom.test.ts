import assert from "node:assert/strict";
import { test } from "node:test";
import { seldom } from "./seldom.ts";

test("a line of a kind passes once a minute for each source, and the next says how many were left out", () => {
  let now = 0;
  const pass = seldom(() => now);
  assert.deepEqual([pass("key", "a"), pass("key", "a"), pass("key", "b")], [0, undefined, 1]);
  now = 60_000;
  assert.equal(pass("key", "a"), 0);
});

test("neither a harmless failure of the same address nor a thousand addresses hide another kind", () => {
  const pass = seldom(() => 0, { most: 10 });
  pass("handshake", "10.0.0.1");
  assert.equal(pass("key", "10.0.0.1"), 0);
  const passed = Array.from({ length: 1_000 }, (_, index) => pass("handshake", `other ${index}`));
  assert.equal(passed.filter((omitted) => omitted !== undefined).length, 9);
  assert.equal(pass("certificate", "10.0.0.2"), 0);
});

test("kinds without end share the lines of one", () => {
  const pass = seldom(() => 0, { most: 10 });
  const passed = Array.from({ length: 1_000 }, (_, index) => pass(`kind ${index}`, `${index}`));
  assert.equal(passed.filter((omitted) => omitted !== undefined).length, 64 + 10);
});
