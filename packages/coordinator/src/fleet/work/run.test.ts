import assert from "node:assert/strict";
import { test } from "node:test";
import { simulatedRack } from "../testing/simulated-rack.ts";

test("an agent is told one thing at a time, however often there is a reason to look, and the others go on", async () => {
  await using rack = await simulatedRack();
  const { store, changed, sessions } = rack.fleet;
  const end = Promise.withResolvers<void>();
  const slow = rack.plugIn("w1", { steps: () => end.promise });
  const told = () => slow.commands.filter(({ kind }) => kind === "apply").length;
  await rack.until(() => told() === 1);
  rack.plugIn("m1");
  const quick = rack.plugIn("w2");
  await rack.until(() => store.nodes().filter(({ phase }) => phase === "ready").length === 2);
  store.update("node1", { resetRequested: true });
  for (const session of sessions.values()) session.isStale = true;
  changed.notify();
  await rack.until(() => [...sessions.values()].every(({ name, isStale }) => name === "node1" || !isStale));
  assert.deepEqual([told(), slow.commands.at(-1)?.kind], [1, "apply"]);
  assert.equal(quick.commands.filter(({ kind }) => kind === "join").length, 1);
  end.resolve();
  await rack.until(() => slow.commands.some(({ kind }) => kind === "reset"));
});

test("what is under way when the coordinator ends is found again by the next, and not begun anew", async () => {
  await using rack = await simulatedRack();
  const end = Promise.withResolvers<void>();
  const worker = rack.plugIn("w1", { steps: () => end.promise });
  await rack.until(() => worker.commands.some(({ kind }) => kind === "apply"));
  await rack.restart();
  await rack.until(() => worker.commands.some(({ kind }) => kind === "getOperation"));
  assert.equal(worker.commands.filter(({ kind }) => kind === "apply").length, 1);
  end.resolve();
  await rack.until(() => rack.fleet.store.nodes()[0]?.operation === undefined);
});
