import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { adoptByPerson } from "../control/adopt-by-person.ts";
import { rackControl } from "../control/rack-view.ts";
import type { SimulatedAgent } from "../testing/simulated-agent.ts";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";

const questions = (...agents: readonly SimulatedAgent[]) =>
  agents.flatMap(({ commands }) => commands.flatMap((frame) => (frame.kind === "getVersions" ? [frame.value] : [])));
const versionsOf = ({ commands }: SimulatedAgent) =>
  new Set(
    commands.flatMap((frame) =>
      "spec" in frame.value && frame.value.spec ? [frame.value.spec.kubernetesVersion] : [],
    ),
  );
const ready =
  ({ fleet }: SimulatedRack, count: number) =>
  () =>
    fleet.store.nodes().filter((node) => node.phase === "ready").length === count;
const node = ({ fleet }: SimulatedRack, name: string) => fleet.store.nodes().find((one) => one.name === name);
const status = (rack: SimulatedRack) => rackControl(rack.fleet).status();
const APT = new AppError("command-failed", "apt-get exited 100: E: Could not resolve pkgs.k8s.io");

test("a minor is asked once for a whole rack, and nodes that come later get the same version", async () => {
  await using rack = await simulatedRack();
  const agents = [rack.plugIn("m1"), rack.plugIn("w1")];
  await rack.until(ready(rack, 2));
  rack.repository.versions = ["1.36.4", "1.36.3"];
  const late = rack.plugIn("w2");
  await rack.until(ready(rack, 3));
  assert.equal(questions(...agents, late).length, 1);
  for (const agent of [...agents, late]) assert.deepEqual(versionsOf(agent), new Set(["1.36.3"]));
  const init = agents[0]?.commands.find((frame) => frame.kind === "init");
  const join = late.commands.find((frame) => frame.kind === "join");
  assert.match(init?.kind === "init" ? (init.value.kubeadmConfig ?? "") : "", /"kubernetesVersion": "v1\.36\.3"/);
  assert.match(join?.kind === "join" ? (join.value.kubeadmConfig ?? "") : "", /kubeadm\.k8s\.io\/v1beta4/);
  const { kubernetesVersion, kubernetesWanted } = status(rack);
  assert.deepEqual([kubernetesVersion, kubernetesWanted], ["1.36.3", "1.36"]);
});

test("the question is for the packages that the node would get", async () => {
  await using rack = await simulatedRack("kubernetes: 1.37\npackages: { url: 'https://apt.lan/k8s/' }");
  rack.repository.versions = ["1.36.3", "1.37.9", "1.37.10"];
  const master = rack.plugIn("m1");
  await rack.until(ready(rack, 1));
  const [asked] = questions(master);
  assert.deepEqual([asked?.minor, asked?.packages?.url, asked?.aptProxy], ["1.37", "https://apt.lan/k8s/", ""]);
  assert.equal(status(rack).kubernetesVersion, "1.37.10");
});

test("the control plane is asked, and a worker only while there is none", async () => {
  await using rack = await simulatedRack();
  rack.repository.failure = APT;
  const worker = rack.plugIn("w1");
  await rack.until(() => questions(worker).length === 1);
  const master = rack.plugIn("m1");
  await rack.until(() => questions(master).length === 1);
  rack.repository.failure = undefined;
  adoptByPerson(rack.fleet, "node1", undefined);
  await rack.until(ready(rack, 2));
  assert.deepEqual([questions(worker).length, questions(master).length], [1, 2]);
});

test("a version in full needs no question", async () => {
  await using rack = await simulatedRack("kubernetes: 1.37.2");
  rack.repository.failure = APT;
  const agents = [rack.plugIn("m1"), rack.plugIn("w1")];
  await rack.until(ready(rack, 2));
  assert.equal(questions(...agents).length, 0);
  assert.deepEqual(agents.map(versionsOf), [new Set(["1.37.2"]), new Set(["1.37.2"])]);
  assert.equal(rack.fleet.store.kubernetes(), undefined);
  assert.equal("kubernetesWanted" in status(rack), false);
});

test("while the repository fails nodes wait and say why, and one that mends itself is enough", async () => {
  await using rack = await simulatedRack();
  rack.repository.failure = APT;
  const agents = [rack.plugIn("m1"), rack.plugIn("w1")];
  const sentence = `the newest version of Kubernetes 1.36 could not be found, and will be asked for again: master1: ${APT.message}`;
  await rack.until(() => ["master1", "node1"].every((name) => node(rack, name)?.detail === sentence));
  assert.deepEqual([node(rack, "master1")?.phase, node(rack, "node1")?.phase], ["adopted", "adopted"]);
  assert.ok((rack.fleet.versionFailure?.nextTry ?? 0) > rack.fleet.clock.now(), "not asked again at once");
  const { kubernetesVersion, notices } = status(rack);
  assert.deepEqual([kubernetesVersion, notices.at(-1)], ["1.36", sentence]);
  const plan = await rackControl(rack.fleet).plan();
  assert.deepEqual(
    plan.nodes.map(({ error }) => error),
    [sentence, sentence],
  );
  rack.repository.failure = undefined;
  // A person says now, so that the test need not wait.
  adoptByPerson(rack.fleet, "node1", undefined);
  await rack.until(ready(rack, 2));
  assert.equal(rack.fleet.versionFailure, undefined);
  assert.ok(!status(rack).notices.includes(sentence));
  for (const agent of agents) assert.deepEqual(versionsOf(agent), new Set(["1.36.3"]));
});

test("a repository without the minor, and an answer that is no version, are said and nothing is recorded", async () => {
  await using rack = await simulatedRack();
  rack.repository.versions = ["1.35.9"];
  rack.plugIn("m1");
  await rack.until(() =>
    /v1\.36\/deb\/ has no Kubernetes 1\.36 for this Pi$/.test(node(rack, "master1")?.detail ?? ""),
  );
  rack.repository.versions = ["1.36.3; reboot"];
  adoptByPerson(rack.fleet, "master1", undefined);
  await rack.until(() => /not a Kubernetes version/.test(node(rack, "master1")?.detail ?? ""));
  assert.equal(rack.fleet.store.kubernetes(), undefined);
});

test("an agent that goes away with the question on its lips is no failure: another one is asked", async () => {
  await using rack = await simulatedRack();
  const never = Promise.withResolvers<readonly string[]>();
  const master = rack.plugIn("m1", { versions: () => never.promise });
  await rack.until(() => questions(master).length === 1);
  const worker = rack.plugIn("w1");
  await rack.until(() => rack.fleet.sessions.has("node1"));
  master.unplug();
  await rack.until(() => rack.fleet.store.kubernetes() !== undefined);
  assert.deepEqual([questions(worker).length, rack.fleet.versionFailure], [1, undefined]);
});

test("a coordinator that is killed between the answer and its record asks again, and nobody got a version before", async () => {
  await using rack = await simulatedRack();
  const answer = Promise.withResolvers<readonly string[]>();
  const answers = [() => answer.promise, async () => ["1.36.4"]];
  const master = rack.plugIn("m1", { versions: () => answers.shift()?.() ?? Promise.resolve([]) });
  const worker = rack.plugIn("w1");
  await rack.until(() => questions(master).length === 1 && node(rack, "node1")?.phase === "adopted");
  // The answer is on its way when that life ends.
  answer.resolve(["1.36.3"]);
  await rack.restart();
  assert.equal(rack.fleet.store.kubernetes(), undefined);
  await rack.until(ready(rack, 2));
  assert.deepEqual([questions(master).length, questions(worker).length], [2, 0]);
  for (const agent of [master, worker]) assert.deepEqual(versionsOf(agent), new Set(["1.36.4"]));
});

test("another minor in rack.yaml is another question", async () => {
  await using rack = await simulatedRack("kubernetes: 1.37");
  rack.fleet.store.setKubernetes({ wanted: "1.36", version: "1.36.3" });
  rack.repository.versions = ["1.37.2"];
  rack.plugIn("m1");
  await rack.until(ready(rack, 1));
  assert.deepEqual(rack.fleet.store.kubernetes(), { wanted: "1.37", version: "1.37.2" });
});

test("what was recorded by an earlier life of the coordinator is not asked again", async () => {
  await using rack = await simulatedRack();
  rack.fleet.store.setKubernetes({ wanted: "1.36", version: "1.36.1" });
  const master = rack.plugIn("m1");
  await rack.until(ready(rack, 1));
  assert.deepEqual([questions(master).length, versionsOf(master)], [0, new Set(["1.36.1"])]);
});

test("with its cluster the version goes, and a new cluster is made of what is the newest then", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  await rack.until(ready(rack, 1));
  rack.repository.versions = ["1.36.4", "1.36.3"];
  await rackControl(rack.fleet).reset("master1");
  await rack.until(() => status(rack).kubernetesVersion === "1.36.4" && ready(rack, 1)());
  assert.deepEqual([questions(master).length, versionsOf(master)], [2, new Set(["1.36.3", "1.36.4"])]);
});

test("resetting a worker keeps the version of the cluster", async () => {
  await using rack = await simulatedRack();
  const [master, worker] = [rack.plugIn("m1"), rack.plugIn("w1")];
  await rack.until(ready(rack, 2));
  rack.repository.versions = ["1.36.4"];
  await rackControl(rack.fleet).reset("node1");
  await rack.until(ready(rack, 2));
  assert.deepEqual([questions(master, worker).length, versionsOf(worker)], [1, new Set(["1.36.3"])]);
});
