import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { rackControl } from "../control/rack-view.ts";
import { statusOf } from "../control/status.ts";
import type { SimulatedAgent } from "../testing/simulated-agent.ts";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";

const WORKS = { works: true, sentence: "", culprits: [] };
const PROXY = { pod: "kube-system/kube-proxy-x7k2p", container: "kube-proxy", line: "Couldn't load match `statistic'" };
const FAILS = { works: false, sentence: "the API's service address does not answer", culprits: [PROXY] };

const nodeOf = ({ fleet }: SimulatedRack, name: string) => statusOf(fleet).nodes.find((node) => node.name === name);
const is = (rack: SimulatedRack, name: string, phase: string) => () => nodeOf(rack, name)?.phase === phase;
const phasesOf = ({ fleet }: SimulatedRack, name: string) =>
  fleet.store
    .transitions()
    .filter(({ node }) => node === name)
    .map(({ to }) => to);
const asked = ({ commands }: SimulatedAgent) => commands.filter((frame) => frame.kind === "followServices");

async function rackOfTwo() {
  const rack = await simulatedRack();
  const master = rack.plugIn("m1");
  const worker = rack.plugIn("w1");
  await rack.until(() => is(rack, "master1", "ready")() && is(rack, "node1", "ready")());
  return { rack, master, worker };
}

test("a node that Kubernetes calls Ready is ready once its agent says that the services work", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  master.services = undefined;
  await rack.until(() => asked(master).length === 1);
  await rack.until(() => nodeOf(rack, "master1")?.detail.endsWith("is checking the cluster's services") === true);
  master.report({ ...FAILS, culprits: [] });
  const sentence = "in the cluster and Ready, but the API's service address does not answer";
  await rack.until(() => nodeOf(rack, "master1")?.detail === sentence);
  assert.ok(!phasesOf(rack, "master1").includes("ready"));
  master.report(WORKS);
  await rack.until(is(rack, "master1", "ready"));
});

test("the agent is told where the services of this rack's subnet are", async () => {
  await using rack = await simulatedRack("serviceSubnet: 10.112.0.0/16\nnetwork: direct");
  const master = rack.plugIn("m1");
  await rack.until(is(rack, "master1", "ready"));
  const [frame] = asked(master);
  const { apiAddress, dnsAddress } = frame?.kind === "followServices" ? frame.value : {};
  assert.deepEqual([apiAddress, dnsAddress], ["10.112.0.1", "10.112.0.10"]);
});

test("a node whose services stop working leaves ready, says why with the culprit's words, and comes back", async () => {
  const { rack, worker } = await rackOfTwo();
  await using _ = rack;
  worker.report(FAILS);
  await rack.until(is(rack, "node1", "joining"));
  const { detail, culprits } = nodeOf(rack, "node1") ?? {};
  assert.match(detail ?? "", /^in the cluster and Ready, but the API's service address does not answer$/);
  assert.deepEqual(culprits, [PROXY]);
  assert.equal(nodeOf(rack, "master1")?.phase, "ready");
  assert.ok(rack.journal.includes("services cannot be used: the API's service address does not answer"));
  worker.report(WORKS);
  await rack.until(is(rack, "node1", "ready"));
  assert.equal(nodeOf(rack, "node1")?.culprits, undefined);
  assert.ok(rack.journal.includes("services can be used again"));
});

test("the plan of such a node says that nothing would change, and why it is not ready all the same", async () => {
  const { rack, worker } = await rackOfTwo();
  await using _ = rack;
  worker.report(FAILS);
  await rack.until(is(rack, "node1", "joining"));
  const { nodes } = await rackControl(rack.fleet).plan();
  const planned = (name: string) => nodes.find((node) => node.name === name);
  assert.deepEqual(planned("master1"), { name: "master1", changes: [] });
  assert.match(planned("node1")?.trouble ?? "", /the API's service address does not answer/);
  assert.deepEqual([planned("node1")?.changes, planned("node1")?.culprits], [[], [PROXY]]);
});

test("what CoreDNS says on another node is shown where its questions are not answered", async () => {
  const { rack, master, worker } = await rackOfTwo();
  await using _ = rack;
  const coredns = { pod: "kube-system/coredns-abc-1", container: "coredns", line: "plugin/errors: boom" };
  master.report({ works: false, sentence: "the cluster DNS refuses", culprits: [PROXY, coredns] });
  worker.report({ works: false, sentence: "the cluster DNS refuses", culprits: [] });
  await rack.until(is(rack, "node1", "joining"));
  await rack.until(() => nodeOf(rack, "node1")?.culprits?.length === 1);
  assert.deepEqual(nodeOf(rack, "node1")?.culprits, [coredns]);
});

test("a ready node whose connection breaks is asked again, and is called nothing else meanwhile", async () => {
  const { rack, worker } = await rackOfTwo();
  await using _ = rack;
  const before = phasesOf(rack, "node1").length;
  worker.unplug();
  await rack.until(() => asked(worker).length === 2);
  await rack.until(() => rack.fleet.sessions.get("node1")?.services?.report?.works === true);
  await rack.until(is(rack, "node1", "ready"));
  assert.equal(phasesOf(rack, "node1").length, before);
});

test("services that broke while the connection was away are said when it is back", async () => {
  const { rack, worker } = await rackOfTwo();
  await using _ = rack;
  worker.services = FAILS;
  worker.unplug();
  await rack.until(is(rack, "node1", "joining"));
  assert.match(nodeOf(rack, "node1")?.detail ?? "", /does not answer/);
});

test("a coordinator that is started again asks anew: ready stays ready, and what fails is said again", async () => {
  const { rack, master, worker } = await rackOfTwo();
  await using _ = rack;
  worker.services = FAILS;
  const before = phasesOf(rack, "master1").length;
  await rack.restart();
  await rack.until(() => asked(master).length === 2);
  await rack.until(is(rack, "node1", "joining"));
  await rack.until(() => rack.fleet.sessions.get("master1")?.services?.report?.works === true);
  assert.equal(nodeOf(rack, "master1")?.phase, "ready");
  assert.equal(phasesOf(rack, "master1").length, before);
});

test("a node that was reset is asked again once it has joined again", async () => {
  const { rack, worker } = await rackOfTwo();
  await using _ = rack;
  await rackControl(rack.fleet).reset("node1");
  await rack.until(() => asked(worker).length === 2);
  const [first] = asked(worker);
  assert.ok(
    worker.commands.some(({ id, kind }) => kind === "cancel" && id === first?.id),
    "told that it is enough",
  );
  await rack.until(is(rack, "node1", "ready"));
});

test("an agent that cannot look now is asked again, and its node is not ready meanwhile", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  master.failNext.set("followServices", new AppError("internal", "no file descriptors"));
  await rack.until(() => rack.journal.includes("the cluster's services are not being checked: no file descriptors"));
  assert.equal(nodeOf(rack, "master1")?.phase === "ready", false);
  await rack.until(is(rack, "master1", "ready"));
  assert.equal(asked(master).length, 2);
});

test("what an agent says cannot become more than words", async () => {
  const { rack, worker } = await rackOfTwo();
  await using _ = rack;
  const line = `\u001b[2J${"x".repeat(3_000)}`;
  worker.report({ works: false, sentence: line, culprits: Array.from({ length: 12 }, () => ({ ...PROXY, line })) });
  await rack.until(is(rack, "node1", "joining"));
  const report = rack.fleet.sessions.get("node1")?.services?.report;
  assert.equal(report?.culprits.length, 8);
  assert.equal(report?.culprits[0]?.line.length, 300);
  assert.ok((report?.sentence.length ?? 0) <= 2_000);
  assert.doesNotMatch(JSON.stringify(report), /\\u001b/);
});
