import assert from "node:assert/strict";
import { test } from "node:test";
import { simulatedRack } from "../testing/simulated-rack.ts";

test("a kubelet that says once more what it said wakes nobody; what is new does", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  rack.plugIn("w1");
  const { store, changed, kube } = rack.fleet;
  await rack.until(() => store.nodes().filter(({ phase }) => phase === "ready").length === 2);
  await rack.until(() => store.tokens().length === 0 && store.nodes().every(({ podSubnet }) => podSubnet !== ""));
  const before = changed.count;
  for (let report = 0; report < 200; report++) rack.recorder.setNode("node1", true);
  rack.recorder.setNode("node1", false);
  // The last in the line: the others were heard before it.
  await rack.until(() => kube.nodes.get("node1")?.ready === false);
  assert.ok(changed.count - before < 50, `${changed.count - before} changes`);
});

test("a node that writes another pod subnet than one of its own is led to by nobody, is named once, and hides no other", async () => {
  await using rack = await simulatedRack("network: direct");
  const master = rack.plugIn("m1");
  rack.plugIn("w1");
  const subnet = (name: string) => rack.fleet.store.nodes().find((node) => node.name === name)?.podSubnet;
  const routes = () => {
    const applied = master.commands.findLast((frame) => frame.kind === "apply");
    return applied?.kind === "apply" ? applied.value.spec?.network?.routes?.map((route) => route.subnet) : undefined;
  };
  await rack.until(() => subnet("node1") !== "" && routes()?.length === 1);
  const own = subnet("node1");
  for (const claim of ["8.0.0.0/8", "10.66.0.1/32", "2001:db8::/64", subnet("master1") ?? ""]) {
    for (let report = 0; report < 3; report++) rack.recorder.setNode("node1", true, claim);
    await rack.until(() => rack.journal.some((line) => line.startsWith(`its pod subnet ${claim} `)));
    assert.equal(rack.journal.filter((line) => line.startsWith(`its pod subnet ${claim} `)).length, 1);
    assert.equal(subnet("node1"), "");
  }
  await rack.until(() => routes()?.length === 0);
  rack.plugIn("w2");
  await rack.until(() => rack.fleet.kube.nodes.get("node2")?.ready === true && subnet("node2") !== "");
  rack.recorder.setNode("node1", true, own);
  await rack.until(() => subnet("node1") === own);
  assert.ok(!rack.journal.some((line) => line.includes("API server is not there")));
});

test("after a restart a bad subnet is still not used, and the oldest node's is the one that counts", async () => {
  await using rack = await simulatedRack("network: direct");
  rack.plugIn("m1");
  rack.plugIn("w1");
  const subnet = (name: string) => rack.fleet.store.nodes().find((node) => node.name === name)?.podSubnet;
  await rack.until(() => ["master1", "node1"].every((name) => (subnet(name) ?? "") !== ""));
  const first = subnet("master1");
  for (const name of ["master1", "node1"]) rack.fleet.store.update(name, { podSubnet: "" });
  rack.recorder.setNode("node1", true, first);
  await rack.restart();
  await rack.until(() => rack.fleet.kube.nodes.size === 2 && subnet("master1") === first);
  assert.equal(subnet("node1"), "");
});
