import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, type OperationKind } from "@rackberry/protocol";
import { simulatedRack } from "../testing/simulated-rack.ts";

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

test("an operation of a kind that this coordinator does not know is taken for no other: the cluster stays", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  const { store, sessions, credentials } = rack.fleet;
  await rack.until(() => store.nodes()[0]?.phase === "ready");
  const ended = master.commands.flatMap((one) => (one.kind === "grant" ? [one.value.operationId ?? ""] : []))[0] ?? "";

  const before = [store.cluster(), await credentials.read()];
  const first = sessions.get("master1");
  store.update("master1", { operation: { id: ended, kind: "of-tomorrow" as OperationKind } });
  master.unplug();
  await rack.until(() => sessions.get("master1") !== first && sessions.get("master1")?.done.has("apply") === true);
  assert.equal(store.nodes()[0]?.operation, undefined);
  assert.deepEqual([store.cluster(), await credentials.read()], before);
  assert.ok(before.every((one) => one !== undefined));
  assert.ok(master.commands.every(({ kind }) => kind !== "reset"));
});
