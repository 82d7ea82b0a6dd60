import assert from "node:assert/strict";
import { test } from "node:test";
import { BEFORE } from "./before.ts";
import { count, table } from "./count.ts";
import { walk } from "./walk.ts";

test("a command counts with its Enter", () => {
  const deeds = [
    { step: "one", commands: ["ab", "c"], decisions: [] },
    { step: "another", commands: [], decisions: ["which"] },
  ];
  assert.deepEqual(count(deeds), { commands: 2, keystrokes: 5, decisions: 1 });
  assert.deepEqual(table(deeds), [
    "step     commands  keystrokes  decisions",
    "one             2           5          0",
    "another         0           0          1",
    "sum             2           5          1",
  ]);
});

test("it was 22 commands and 13 decisions, and is five commands", () => {
  assert.equal(
    BEFORE.reduce((sum, { commands }) => sum + commands, 0),
    22,
  );
  assert.equal(BEFORE.flatMap(({ decisions }) => decisions).length, 13);
  assert.equal(count(Object.values(walk("pictl.deb"))).commands, 5);
});
