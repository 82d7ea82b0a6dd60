import assert from "node:assert/strict";
import { test } from "node:test";
import { contests } from "../admission/contests.ts";
import { changeSignal } from "./change-signal.ts";
import { type Clock, systemClock } from "./clock.ts";
import { journal } from "./log.ts";

const { signal } = new AbortController();

test("a change between looking and waiting is not missed", async () => {
  const door = changeSignal(systemClock);
  const heard = door.count;
  door.notify();
  await door.after(heard, 60_000, signal);
});

test("everybody who waits is woken", async () => {
  const door = changeSignal(systemClock);
  const waiting = [1, 2, 3].map(() => door.after(door.count, 60_000, signal));
  door.notify();
  assert.equal((await Promise.all(waiting)).length, 3);
});

test("changes that follow a wake-up share the next one, and nobody misses the last of them", async () => {
  const quiet = Promise.withResolvers<void>();
  const sleep: Clock["sleep"] = (ms, life) => (ms < 60_000 ? quiet.promise : systemClock.sleep(ms, life));
  const clock: Clock = { ...systemClock, monotonic: () => 0, sleep };
  const door = changeSignal(clock);
  let looks = 0;
  const sleeper = async () => {
    for (let heard = -1; heard < 200; looks++) {
      heard = door.count;
      await door.after(heard, 60_000, signal);
    }
  };
  const sleepers = Array.from({ length: 40 }, sleeper);
  for (let change = 1; change <= 200; change++) {
    door.notify();
    await new Promise(setImmediate);
  }
  assert.equal(looks, 40, "the first change wakes everybody, and is the only one so far");
  door.notify();
  quiet.resolve();
  await new Promise(setImmediate);
  assert.equal(looks, 80);
  door.notify();
  await Promise.all(sleepers);
  assert.equal(looks, 120);
});

test("waiting ends with its time, and is rejected when aborted", async () => {
  const door = changeSignal(systemClock);
  await door.after(door.count, 1, signal);
  const stop = new AbortController();
  const waiting = door.after(door.count, 60_000, stop.signal);
  stop.abort(new Error("enough"));
  await assert.rejects(waiting);
});

test("a key is contested until only one face has shown it for a minute", () => {
  let now = 0;
  const clock: Clock = { ...systemClock, monotonic: () => now };
  const contested = contests(clock);
  assert.equal(contested.visit("key", "pi-1"), false);
  contested.open("key", ["pi-1", "pi-2"]);
  assert.equal(contested.visit("key", "pi-1"), true);
  now = 50_000;
  assert.equal(contested.visit("key", "pi-1"), true);
  now = 70_000;
  assert.equal(contested.visit("key", "pi-1"), false);
  assert.equal(contested.visit("key", "pi-2"), false);
});

test("a line of the journal stays one line, whatever a peer said", () => {
  const lines: string[] = [];
  journal((line) => lines.push(line)).warn("refused:\n<3>forged", { serial: 'a"b', empty: "", ms: 4 });
  assert.deepEqual(lines, ['<4>refused: | <3>forged serial="a\\"b" ms=4\n']);
});
