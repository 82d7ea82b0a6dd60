import assert from "node:assert/strict";
import { test } from "node:test";
import { describe, type Fault, lastLine, turns } from "./faults.ts";

const take = (seed: number, count: number) => {
  const source = turns(seed, 3);
  return Array.from({ length: count }, () => source.next().value);
};

test("the same seed gives the same faults, another one gives others", () => {
  assert.deepEqual(take(1, 50), take(1, 50));
  assert.notDeepEqual(take(1, 50), take(2, 50));
});

test("every kind of fault comes, to every Pi, and the control plane's programs are killed on the master only", () => {
  const faults = take(7, 2_000).map(({ fault }) => fault);
  for (const kind of ["power", "reset", "cable", "kill"]) {
    const pis = new Set(faults.filter((fault) => fault.kind === kind).map(({ pi }) => pi));
    assert.deepEqual([...pis].sort(), [0, 1, 2], kind);
  }
  const killed = (pi: number) =>
    new Set(faults.flatMap((fault) => (fault.kind === "kill" && fault.pi === pi ? fault.program : [])));
  assert.ok(killed(0).has("etcd") && killed(0).has("kubelet"));
  assert.ok(!killed(1).has("etcd") && killed(1).has("kubelet"));
});

test("pauses and outages are seconds, and bounded", () => {
  for (const { fault, pause } of take(3, 2_000)) {
    assert.ok(pause >= 2 && pause < 22);
    if ("seconds" in fault) assert.ok(fault.seconds >= 1 && fault.seconds <= 30);
  }
});

test("what happens is said in a sentence, and the last line has the promised form", () => {
  const kill: Fault = { kind: "kill", pi: 0, program: "etcd" };
  assert.equal(describe(kill, "pi-1"), "pi-1: kill -9 etcd");
  assert.equal(describe({ kind: "power", pi: 1, seconds: 4 }, "pi-2"), "pi-2: no power for 4 s");
  assert.equal(lastLine(42, 3, 3, 8.04), "chaos: 42 faults, ready 3/3 after 8.0 s");
});
