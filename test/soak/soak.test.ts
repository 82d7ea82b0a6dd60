import assert from "node:assert/strict";
import { test } from "node:test";
import { soak } from "./soak.ts";

const MIB = 1024 * 1024;

test("failed dials, broken connections and commands leave nothing behind", async () => {
  const { heap, listeners, descriptors } = await soak(
    { dials: 5_000, reconnects: 400, commands: 8_000 },
    { warmUp: 0.4 },
  );
  assert.deepEqual({ listeners, descriptors }, { listeners: 0, descriptors: 0 });
  assert.ok(heap <= MIB, `the heap has grown by ${(heap / MIB).toFixed(2)} MiB`);
});
