/** What lies in the cluster follows what the coordinator would put there, over lives of it and versions. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SimulatedAgent } from "../testing/simulated-agent.ts";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";
import { contentOf } from "./cluster-content.ts";

const grants = ({ commands }: SimulatedAgent) => commands.filter(({ kind }) => kind === "grant").length;
/** Nothing is left to do on the control plane. */
const isDone = ({ fleet }: SimulatedRack) => {
  const session = fleet.sessions.get("master1");
  const isReady = fleet.store.nodes()[0]?.phase === "ready" && session?.services?.report?.works === true;
  return isReady && session.applied?.complete === true && session.busy === undefined;
};

test("another life of the coordinator grants nothing again when nothing differs", async () => {
  await using rack = await simulatedRack("network: flannel");
  const master = rack.plugIn("m1");
  await rack.until(() => isDone(rack));
  assert.equal(rack.fleet.store.cluster()?.content, contentOf(rack.fleet));
  assert.equal(grants(master), 1);
  const before = master.commands.length;
  await rack.restart();
  await rack.until(() => master.commands.length > before && isDone(rack));
  assert.equal(grants(master), 1);
});

test("a cluster that an earlier version made gets the access and the pod network of this one, once", async () => {
  await using rack = await simulatedRack("network: flannel");
  const master = rack.plugIn("m1");
  await rack.until(() => isDone(rack));
  const cluster = rack.fleet.store.cluster();
  assert.ok(cluster);
  rack.fleet.store.setCluster({ ...cluster, content: "what an earlier version put there" });
  await rack.restart();
  await rack.until(() => grants(master) === 2 && isDone(rack));
  assert.equal(rack.fleet.store.cluster()?.content, contentOf(rack.fleet));
  const { value } = master.commands.findLast(({ kind }) => kind === "grant") ?? {};
  const manifests = value && "manifests" in value ? (value.manifests ?? []) : [];
  assert.match(manifests.join(), /"kube-flannel-cfg"[\s\S]*"pi-coordinator"/);
  assert.equal(grants(master), 2);
});

test("a version of Kubernetes that was applied is looked after as well, since kubeadm may bring its rule back", async () => {
  await using rack = await simulatedRack("network: direct\nkubernetes: 1.36.2\n");
  const { fleet } = rack;
  const before = contentOf(fleet);
  fleet.written = { ...fleet.written, config: { ...fleet.written.config, kubernetes: "1.36.3" } };
  assert.notEqual(contentOf(fleet), before);
  fleet.written = { ...fleet.written, config: { ...fleet.written.config, kubernetes: "1.36.2", adoption: "ask" } };
  assert.equal(contentOf(fleet), before, "what is not in the cluster does not count");
});

test("a coordinator whose credentials are gone gets its access again", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  await rack.until(() => isDone(rack));
  await rack.fleet.credentials.remove();
  await rack.restart();
  await rack.until(() => grants(master) === 2 && isDone(rack));
  assert.ok(await rack.fleet.credentials.read());
});
