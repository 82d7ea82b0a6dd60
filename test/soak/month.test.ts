/** One Pi is unplugged, and the coordinator looks for it for a month. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRackConfig } from "@rackberry/config/parse-rack-config";
import { AppError } from "@rackberry/protocol";
import { runEndpoints } from "../../packages/coordinator/src/fleet/admission/endpoints.ts";
import { fleetOf } from "../../packages/coordinator/src/fleet/entry/fleet.ts";
import { manualClock } from "../../packages/coordinator/src/fleet/testing/manual-clock.ts";
import { openDatabase } from "../../packages/coordinator/src/store/database.ts";
import { sqliteStore } from "../../packages/coordinator/src/store/sqlite-store.ts";
import { footprint, growth } from "./footprint.ts";

const MIB = 1024 * 1024;
const DAY = 86_400_000;

test("a Pi that is unplugged for a month costs nothing", async () => {
  const clock = manualClock();
  const beginning = clock.now();
  const age = () => clock.now() - beginning;
  const store = sqliteStore(openDatabase(":memory:"));
  store.adopt({ name: "node1", role: "worker", serial: "1", model: "", keyHash: "k", cardId: "", at: 0 });
  store.update("node1", { endpoint: "10.0.0.1:7440" });
  const lines: string[] = [];
  const note = (sentence: string) => void lines.push(sentence);
  let dials = 0;
  const stop = new AbortController();
  const marks: Promise<Awaited<ReturnType<typeof footprint>>>[] = [];
  const fleet = fleetOf({
    rack: { config: parseRackConfig("network: direct", "rack.yaml"), packagesKey: "", sshKeys: [] },
    store,
    clock,
    log: { info: note, warn: note, error: note },
    dial: async (endpoint: string) => {
      dials++;
      // After a day everything that is made once is there.
      if (marks.length === 0 && age() > DAY) marks.push(footprint([stop.signal]));
      await marks[0];
      if (age() > 31 * DAY && marks.length === 1) marks.push(footprint([stop.signal]));
      await marks[1];
      if (marks.length === 2) stop.abort();
      throw new AppError("disconnected", `${endpoint}: no route to host`);
    },
  } as unknown as Parameters<typeof fleetOf>[0]);
  const running = runEndpoints(fleet, (async function* () {})(), stop.signal).catch(() => {});
  while (!stop.signal.aborted) {
    await clock.pass(60_000);
    // To measure takes real time, in which the clock must not run on.
    await Promise.all(marks);
  }
  await running;

  const [before, after] = await Promise.all(marks);
  assert.ok(before && after);
  const { heap, listeners, descriptors } = growth(before, after);
  assert.ok(dials > 30 * 24 * 60, `it was looked for ${dials} times`);
  assert.deepEqual({ listeners, descriptors }, { listeners: 0, descriptors: 0 });
  assert.ok(heap <= MIB, `the heap has grown by ${(heap / MIB).toFixed(2)} MiB`);
  assert.ok(lines.length <= 1, lines.join("\n"));
  store.close();
});
