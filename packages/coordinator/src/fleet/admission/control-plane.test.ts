import assert from "node:assert/strict";
import { test } from "node:test";
import { adoptByPerson } from "../control/adopt-by-person.ts";
import type { SimulatedAgent } from "../testing/simulated-agent.ts";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";

const count = (agent: SimulatedAgent, kind: string) => agent.commands.filter((frame) => frame.kind === kind).length;
const readyNodes = ({ fleet }: SimulatedRack) => fleet.store.nodes().filter(({ phase }) => phase === "ready").length;
const stranger = ({ fleet }: SimulatedRack, { keyHash }: SimulatedAgent) =>
  fleet.store.strangers().find(({ fingerprint }) => fingerprint === keyHash);
const told = (agent: SimulatedAgent) => [...new Set(agent.commands.map(({ kind }) => kind))];

/** A rack that runs, whose master's agent has just gone. */
async function withoutMaster(rack: SimulatedRack) {
  const [master, worker] = [rack.plugIn("m1"), rack.plugIn("w1")];
  await rack.until(() => readyNodes(rack) === 2);
  rack.remove(master);
  await rack.until(() => !rack.fleet.sessions.has("master1"));
  return { master, worker };
}

test("a worker's card that says the master's serial number is sent nothing, and status says what is wrong", async () => {
  await using rack = await simulatedRack();
  const evil = rack.plugIn("m1", { cardRole: "worker" });
  await rack.until(() => stranger(rack, evil) !== undefined);
  assert.match(stranger(rack, evil)?.reason ?? "", /would be the control plane, but its card is a worker's/);
  assert.deepEqual(told(evil), ["farewell"]);
  assert.deepEqual(rack.fleet.store.nodes(), []);
  assert.throws(() => adoptByPerson(rack.fleet, "m1", undefined), /its card is not enough: compare/);
});

for (const cardRole of ["worker", "control-plane"] as const) {
  test(`while the master is away nobody takes its place with a ${cardRole}'s card: no worker is reset`, async () => {
    await using rack = await simulatedRack();
    const { worker } = await withoutMaster(rack);
    const evil = rack.plugIn("m1", { cardRole });
    await rack.until(() => stranger(rack, evil) !== undefined);
    assert.match(stranger(rack, evil)?.reason ?? "", /^claims to be master1, the control plane, with a new key/);
    assert.throws(() => adoptByPerson(rack.fleet, "m1", undefined), /its card is not enough: compare/);
    assert.throws(() => adoptByPerson(rack.fleet, "m1", "0".repeat(64)), /do not adopt it/);
    assert.deepEqual(told(evil), ["farewell"]);
    assert.deepEqual([count(worker, "reset"), count(worker, "join")], [0, 1]);
  });
}

test("a yes to one serial number is none to another: a Pi let in as a worker does not come back as the master", async () => {
  await using rack = await simulatedRack("adoption: ask");
  const evil = rack.plugIn("w1");
  await rack.until(() => stranger(rack, evil) !== undefined);
  evil.serial = "m1";
  adoptByPerson(rack.fleet, "w1", undefined);
  await rack.until(() => stranger(rack, evil)?.serial === "m1");
  assert.match(stranger(rack, evil)?.reason ?? "", /would be the control plane/);
  assert.deepEqual(told(evil), ["farewell"]);
});

test("with the fingerprint the renewed master is the control plane again; its workers are not reset, and say why", async () => {
  await using rack = await simulatedRack();
  const { worker } = await withoutMaster(rack);
  const renewed = rack.plugIn("m1", { caHash: `sha256:${"d".repeat(64)}` });
  await rack.until(() => stranger(rack, renewed) !== undefined);
  adoptByPerson(rack.fleet, "m1", renewed.keyHash);
  const node1 = () => rack.fleet.store.nodes().find(({ name }) => name === "node1");
  await rack.until(() => count(renewed, "init") === 1 && node1()?.phase === "failed");
  assert.match(node1()?.detail ?? "", /^is in a different cluster: .*: pictl reset node1$/);
  assert.equal(node1()?.nextTry, undefined);
  assert.equal(count(worker, "reset"), 0);
  await rack.until(() => readyNodes(rack) === 1);
  const { rackControl } = await import("../control/rack-view.ts");
  await rackControl(rack.fleet).reset("node1");
  await rack.until(() => count(worker, "join") === 2 && readyNodes(rack) === 2);
  assert.equal(count(worker, "reset"), 1);
});
