import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as soon } from "node:timers/promises";
import { sharedReading } from "./shared-reading.ts";

test("a hundred who ask every tenth of a second for a second cost ten readings", async () => {
  let now = 0;
  let readings = 0;
  const ask = sharedReading({ monotonic: () => now }, 100, async () => ++readings);
  for (; now < 1_000; now += 100) {
    const answers = await Promise.all(Array.from({ length: 100 }, ask));
    assert.deepEqual(new Set(answers), new Set([readings]));
  }
  assert.equal(readings, 10);
});

test("a slow reading is waited for, not repeated", async () => {
  let now = 0;
  let readings = 0;
  const slow = Promise.withResolvers<string>();
  const ask = sharedReading({ monotonic: () => now }, 100, () => {
    readings++;
    return slow.promise;
  });
  const first = ask();
  now = 5_000;
  const second = ask();
  slow.resolve("signed");
  assert.deepEqual([await first, await second, readings], ["signed", "signed", 1]);
});

test("a reading that failed is tried again by who asks later", async () => {
  let now = 0;
  let readings = 0;
  const ask = sharedReading({ monotonic: () => now }, 100, async () => {
    if (++readings === 1) throw new Error("connection refused");
    return readings;
  });
  await assert.rejects(ask(), /connection refused/);
  await soon();
  now = 100;
  assert.equal(await ask(), 2);
});
