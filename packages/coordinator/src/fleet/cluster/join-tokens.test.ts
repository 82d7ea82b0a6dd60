import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { adoptByPerson } from "../control/adopt-by-person.ts";
import type { SimulatedAgent } from "../testing/simulated-agent.ts";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";

const phase = ({ fleet }: SimulatedRack, name: string) => fleet.store.nodes().find((node) => node.name === name)?.phase;
const count = (agent: SimulatedAgent, kind: string) => agent.commands.filter((frame) => frame.kind === kind).length;
const isTidy = ({ recorder, fleet }: SimulatedRack) =>
  recorder.tokens.size === 0 && fleet.store.tokens().length === 0 && fleet.held.size === 0;

/** A master whose grant does not end before `open`, and a worker that was prepared before it. */
async function closedCluster(rack: SimulatedRack) {
  const gate = Promise.withResolvers<void>();
  const worker = rack.plugIn("w1");
  await rack.until(() => phase(rack, "node1") === "prepared");
  const master = rack.plugIn("m1", { kubectl: () => gate.promise });
  return { master, worker, open: () => gate.resolve() };
}

test("a worker joins with a token of init's before the coordinator has its access", async () => {
  await using rack = await simulatedRack();
  const { worker, open } = await closedCluster(rack);
  await rack.until(() => count(worker, "join") === 1);
  assert.equal(rack.fleet.store.cluster()?.granted, false);
  // The control plane's own, and the worker's: nobody asked the API server for one.
  assert.equal(rack.recorder.tokensMade.length, 2);
  open();
  await rack.until(() => phase(rack, "node1") === "ready" && isTidy(rack));
  assert.equal(count(worker, "join"), 1);
});

test("a token of init's is used once: a join that failed waits until another can be made", async () => {
  await using rack = await simulatedRack();
  const { worker, open } = await closedCluster(rack);
  worker.failNext.set("join", new AppError("command-failed", "kubeadm exited 1: no route to host"));
  await rack.until(() => phase(rack, "node1") === "failed");
  adoptByPerson(rack.fleet, "node1", undefined);
  await rack.until(() => phase(rack, "node1") === "prepared");
  assert.equal(count(worker, "join"), 1);
  open();
  await rack.until(() => phase(rack, "node1") === "ready" && isTidy(rack));
  assert.equal(rack.recorder.tokensMade.length, 3);
});

test("an init that is repeated is told the same tokens, since the first kubeadm may still run", async () => {
  await using rack = await simulatedRack();
  const worker = rack.plugIn("w1");
  await rack.until(() => phase(rack, "node1") === "prepared");
  const master = rack.plugIn("m1");
  // As an agent that was restarted says it, while its kubeadm goes on.
  master.failNext.set("init", new AppError("unknown-operation", "never heard of it"));
  await rack.until(() => phase(rack, "node1") === "ready" && isTidy(rack));
  const inits = master.commands.filter((frame) => frame.kind === "init");
  const tokens = inits.map(({ value }) =>
    [...(value.kubeadmConfig ?? "").matchAll(/"token": "(.+)"/g)].map(([, t]) => t),
  );
  assert.equal(tokens.length, 2);
  assert.equal(tokens[0]?.length, 2);
  assert.deepEqual(tokens[1], tokens[0]);
  assert.equal(count(worker, "join"), 1);
});

test("a coordinator that restarts holds no token any more, and deletes those of init once it can", async () => {
  await using rack = await simulatedRack();
  const { worker, open } = await closedCluster(rack);
  await rack.until(() => count(worker, "join") === 1);
  const late = rack.plugIn("w2");
  await rack.until(() => phase(rack, "node2") === "prepared");
  await rack.restart();
  assert.equal(rack.fleet.held.size, 0);
  assert.ok(rack.fleet.store.tokens().length > 0);
  open();
  await rack.until(() => phase(rack, "node2") === "ready" && isTidy(rack));
  assert.equal(count(late, "join"), 1);
});
