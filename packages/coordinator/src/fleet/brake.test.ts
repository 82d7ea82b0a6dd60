import assert from "node:assert/strict";
import { test } from "node:test";
import { brake } from "./brake.ts";

test("a kind and a source are said once a minute, with what was not said in between", () => {
  let now = 0;
  const { pass } = brake(() => now);
  assert.deepEqual(pass("greeting", "10.0.0.1"), { unsaid: undefined });
  for (let index = 0; index < 5; index++) assert.equal(pass("greeting", "10.0.0.1"), undefined);
  assert.deepEqual(pass("greeting", "10.0.0.2"), { unsaid: 5 });
  now += 60_000;
  assert.deepEqual(pass("greeting", "10.0.0.1"), { unsaid: undefined });
});

test("a thousand sources fill no journal with one kind, and hide no line of another", () => {
  const { pass } = brake(() => 0);
  const said = Array.from({ length: 1_000 }, (_, index) => pass("no card", `10.0.${index >> 8}.${index & 255}`));
  assert.equal(said.filter(Boolean).length, 10);
  assert.ok(pass("card is spent", "10.0.0.1"));
});
