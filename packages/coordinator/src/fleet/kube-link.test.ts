import assert from "node:assert/strict";
import { test } from "node:test";
import { simulatedRack } from "./simulated-rack.ts";

test("a kubelet that says once more what it said wakes nobody; what is new does", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  rack.plugIn("w1");
  const { store, changed, kube } = rack.fleet;
  await rack.until(() => store.nodes().filter(({ phase }) => phase === "ready").length === 2);
  await rack.until(() => store.tokens().length === 0 && store.nodes().every(({ podSubnet }) => podSubnet !== ""));
  const before = changed.rung;
  for (let report = 0; report < 200; report++) rack.recorder.setNode("node1", true);
  rack.recorder.setNode("node1", false);
  // The last in the line: the others were heard before it.
  await rack.until(() => kube.nodes.get("node1")?.ready === false);
  assert.ok(changed.rung - before < 50, `${changed.rung - before} rings`);
});
