import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import type { SimulatedAgent } from "../testing/simulated-agent.ts";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";

const phases = ({ fleet }: SimulatedRack) =>
  fleet.store
    .nodes()
    .map((node) => `${node.name} ${node.phase}`)
    .sort();
const ready = (rack: SimulatedRack, count: number) => () =>
  phases(rack).filter((line) => line.endsWith(" ready")).length === count;
const count = (agent: SimulatedAgent, kind: string) => agent.commands.filter((frame) => frame.kind === kind).length;
const hostsOf = (agent: SimulatedAgent) => {
  const applied = agent.commands.findLast((frame) => frame.kind === "apply");
  return applied?.kind === "apply" ? applied.value.spec?.hosts?.map((host) => host.name) : undefined;
};

test("three Pis plugged in at once become one control plane and two workers, with one init and one join each", async () => {
  await using rack = await simulatedRack();
  const workers = [rack.plugIn("w1"), rack.plugIn("w2")];
  const master = rack.plugIn("m1");
  await rack.until(ready(rack, 3));
  assert.deepEqual(phases(rack), ["master1 ready", "node1 ready", "node2 ready"]);
  assert.equal(count(master, "init"), 1);
  assert.deepEqual(
    workers.map((worker) => count(worker, "join")),
    [1, 1],
  );
  await rack.until(() => rack.recorder.tokens.size === 0);
  assert.equal(rack.recorder.tokensMade.length, 3);
  assert.deepEqual(rack.fleet.store.tokens(), []);
});

test("a worker that comes first waits for the control plane, prepared", async () => {
  await using rack = await simulatedRack();
  const worker = rack.plugIn("w1");
  await rack.until(() => phases(rack)[0] === "node1 prepared");
  assert.equal(count(worker, "join"), 0);
  rack.plugIn("m1");
  await rack.until(ready(rack, 2));
  assert.equal(count(worker, "join"), 1);
});

test("a Pi that comes later gets into everybody's hosts, and nobody joins again", async () => {
  await using rack = await simulatedRack();
  const first = [rack.plugIn("m1"), rack.plugIn("w1")];
  await rack.until(ready(rack, 2));
  const late = rack.plugIn("w9");
  const names = ["master1", "node1", "node2", "api"];
  await rack.until(() => [...first, late].every((agent) => hostsOf(agent)?.join() === names.join()));
  await rack.until(ready(rack, 3));
  assert.deepEqual(
    [...first, late].map((agent) => count(agent, "join")),
    [0, 1, 1],
  );
});

test("no cluster is made with ranges that the nodes' own networks have; a worker is believed about its own alone", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1", { networks: ["10.100.0.0/24"] });
  const detail = () => rack.fleet.store.nodes().find(({ role }) => role === "control-plane")?.detail ?? "";
  await rack.until(() => detail().includes("shares addresses"));
  assert.match(
    detail(),
    /^serviceSubnet 10\.96\.0\.0\/12 shares addresses with 10\.100\.0\.0\/24, master1's network \(eth0\)/,
  );
  assert.match(detail(), /in rack\.yaml: serviceSubnet: 10\.43\.0\.0\/16$/);
  assert.equal(count(master, "init"), 0);
});

test("a worker that claims the cluster's ranges for its network does not keep it from being made", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("w1", { networks: ["10.96.0.0/12", "10.244.0.0/16"] });
  rack.plugIn("m1", { networks: ["192.168.40.0/24"] });
  await rack.until(ready(rack, 2));
});

test("a serial number in rack.yaml that no Pi has: all say for whom they wait, and a mended file makes the cluster", async () => {
  await using rack = await simulatedRack("nodes: [{ serial: 7777777777777777, role: control-plane }]");
  rack.plugIn("m1");
  rack.plugIn("w1");
  const details = () => rack.fleet.store.nodes().map(({ detail }) => detail);
  await rack.until(() => details().length === 2 && details().every((detail) => detail.includes("7777777777777777")));
  await rack.restart("");
  await rack.until(ready(rack, 2));
  assert.equal(rack.fleet.store.nodes().find(({ role }) => role === "control-plane")?.serial, "m1");
});

test("the direct network leads every node to every other node's pods", async () => {
  await using rack = await simulatedRack("network: direct");
  const agents = [rack.plugIn("m1"), rack.plugIn("w1")];
  const networks = () =>
    agents.map((agent) => {
      const applied = agent.commands.findLast((frame) => frame.kind === "apply");
      return applied?.kind === "apply" ? applied.value.spec?.network : undefined;
    });
  await rack.until(() => networks().every((network) => network?.routes?.length === 1));
  const [master, worker] = networks();
  assert.equal(master?.routes?.[0]?.subnet, worker?.nodePodSubnet);
  assert.equal(worker?.routes?.[0]?.subnet, master?.nodePodSubnet);
});

test("a node whose connection breaks comes back, is looked over once, and is not joined again", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  const worker = rack.plugIn("w1");
  await rack.until(ready(rack, 2));
  const before = count(worker, "welcome");
  worker.unplug();
  await rack.until(() => count(worker, "welcome") === before + 1 && ready(rack, 2)());
  assert.equal(count(worker, "join"), 1);
});

test("a node that was lost while it is prepared is shown as what it is once it is back, not when it has ended", async () => {
  await using rack = await simulatedRack();
  const end = Promise.withResolvers<void>();
  const worker = rack.plugIn("w1", { steps: () => end.promise });
  await rack.until(() => count(worker, "apply") === 1);
  worker.unplug();
  rack.fleet.store.setState("node1", { phase: "lost" }, Date.now());
  await rack.until(() => phases(rack)[0] === "node1 preparing");
  assert.equal(count(worker, "apply"), 1);
  end.resolve();
  await rack.until(() => phases(rack)[0] === "node1 prepared");
});

test("a failed operation is shown with its cause and tried again when a person says now", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  master.failNext.set(
    "init",
    new AppError("command-failed", "kubeadm exited 1: [ERROR Swap]", { step: "kubeadm-init" }),
  );
  await rack.until(() => phases(rack)[0] === "master1 failed");
  const [node] = rack.fleet.store.nodes();
  assert.equal(node?.detail, "init: kubeadm-init: kubeadm exited 1: [ERROR Swap]");
  assert.ok((node?.nextTry ?? 0) > Date.now());
  const { adoptByPerson } = await import("../control/adopt-by-person.ts");
  adoptByPerson(rack.fleet, "master1", undefined);
  await rack.until(ready(rack, 1));
  assert.equal(count(master, "init"), 2);
});

test("a reset node is taken out of the cluster and set up again", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  const worker = rack.plugIn("w1");
  await rack.until(ready(rack, 2));
  const { rackControl } = await import("../control/rack-view.ts");
  await rackControl(rack.fleet).reset("node1");
  await rack.until(() => count(worker, "join") === 2 && ready(rack, 2)());
  assert.equal(count(worker, "reset"), 1);
});

test("with adoption: ask a Pi waits until a person lets it in", async () => {
  await using rack = await simulatedRack("adoption: ask");
  rack.plugIn("m1");
  await rack.until(() => rack.fleet.store.strangers().length === 1);
  assert.deepEqual(phases(rack), []);
  const { adoptByPerson } = await import("../control/adopt-by-person.ts");
  adoptByPerson(rack.fleet, "m1", undefined);
  await rack.until(ready(rack, 1));
  assert.deepEqual(rack.fleet.store.strangers(), []);
});

test("a second Pi with a node's key puts both aside", async () => {
  await using rack = await simulatedRack();
  const first = rack.plugIn("w1");
  await rack.until(() => phases(rack)[0] === "node1 prepared");
  const clone = rack.plugIn("w2", { keyHash: first.keyHash });
  await rack.until(() => phases(rack)[0] === "node1 refused");
  assert.equal(count(clone, "adopt") + count(clone, "welcome"), 0);
  assert.equal(rack.fleet.sessions.size, 0);
});

test("one agent met at two addresses has one session, and is asked what its addresses are now", async () => {
  await using rack = await simulatedRack();
  const agent = rack.plugIn("w1");
  await rack.until(() => phases(rack)[0] === "node1 prepared");
  const asked = count(agent, "getFacts");
  rack.announce(agent);
  await rack.until(() => count(agent, "getFacts") > asked);
  assert.deepEqual(phases(rack), ["node1 prepared"]);
  assert.deepEqual([count(agent, "adopt"), count(agent, "welcome")], [1, 0]);
});

test("the name on a card is its Pi's name; of two Pis with one name the second is refused, with the serial of the first", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("w1", { cardName: "cellar" });
  rack.plugIn("w2", { cardName: "cellar" });
  await rack.until(() => phases(rack).length === 1 && rack.fleet.store.strangers().length === 1);
  const [node] = rack.fleet.store.nodes();
  const [stranger] = rack.fleet.store.strangers();
  assert.equal(node?.name, "cellar");
  assert.match(
    stranger?.reason ?? "",
    new RegExp(`its card names it cellar, but ${node?.serial} already has that name`),
  );
  assert.deepEqual([stranger?.pending, stranger?.serial === node?.serial], [false, false]);
});

test("a card with the cluster's own name is refused, and status says why", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("w1", { cardName: "api" });
  await rack.until(() => rack.fleet.store.strangers().length === 1);
  assert.match(
    rack.fleet.store.strangers()[0]?.reason ?? "",
    /names it api, but the cluster itself already has that name: make/,
  );
  assert.deepEqual(phases(rack), []);
});

test("a name that was not put on the card by the rack proves nothing", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("w1", { forgedName: "master1" });
  await rack.until(() => rack.fleet.store.strangers().length === 1);
  assert.match(rack.fleet.store.strangers()[0]?.reason ?? "", /card secret does not belong to this rack/);
  assert.deepEqual(phases(rack), []);
});

test("a node that comes back with another name on a new card keeps the name that it has in the cluster", async () => {
  await using rack = await simulatedRack();
  const first = rack.plugIn("w1", { cardName: "cellar" });
  await rack.until(() => phases(rack)[0] === "cellar prepared");
  first.unplug();
  await rack.until(() => rack.fleet.sessions.size === 0);
  rack.plugIn("w1", { cardName: "attic" });
  await rack.until(() => rack.journal.includes("its card names it attic, but it keeps the name cellar"));
  assert.deepEqual(
    rack.fleet.store.nodes().map(({ name }) => name),
    ["cellar"],
  );
});

test("an agent that claims another Pi's address does not keep that one out", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("w1", { claims: ["10.0.0.1", "10.0.1.2"] });
  await rack.until(() => rack.fleet.sessions.size === 1);
  await rack.until(() => rack.fleet.sessions.get("node1")?.facts !== undefined);
  rack.plugIn("w2");
  await rack.until(() => rack.fleet.sessions.size === 2);
});
