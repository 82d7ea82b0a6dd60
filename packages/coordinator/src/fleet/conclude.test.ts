import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { simulatedRack } from "./simulated-rack.ts";

test("an operation that somebody else began is waited for, and nothing is recorded of it, not even that it failed", async () => {
  await using rack = await simulatedRack();
  let steps: Promise<void> = Promise.resolve();
  const [, worker] = [rack.plugIn("m1"), rack.plugIn("w1", { steps: () => steps })];
  const node1 = () => rack.fleet.store.nodes().find(({ name }) => name === "node1");
  await rack.until(() => node1()?.phase === "ready");

  const gate = Promise.withResolvers<void>();
  steps = gate.promise;
  const { connection } = rack.fleet.sessions.get("node1") ?? {};
  assert.ok(connection);
  const foreign = connection.request({ kind: "apply", value: { operationId: "stranger-1" } }, "result");
  foreign.catch(() => {}); // Its connection ends before it does.
  await rack.until(() => worker.commands.some((one) => one.kind === "apply" && one.value.operationId === "stranger-1"));
  worker.unplug();

  const asked = () =>
    worker.commands.findIndex((one) => one.kind === "getOperation" && one.value.operationId === "stranger-1");
  await rack.until(() => asked() > 0);
  assert.deepEqual([node1()?.operation, node1()?.phase], [undefined, "ready"]);

  steps = Promise.resolve();
  gate.reject(new AppError("command-failed", "of no interest here"));
  await rack.until(() => worker.commands.slice(asked()).some((one) => one.kind === "apply"));
  await rack.until(() => rack.fleet.sessions.get("node1")?.done.has("apply") === true);
  const phases = rack.fleet.store.transitions().filter(({ node, to }) => node === "node1" && to === "failed");
  assert.deepEqual(phases, []);
});
