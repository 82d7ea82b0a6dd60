import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { simulatedRack } from "../testing/simulated-rack.ts";
import { planOf } from "./plan.ts";

test("a node that is busy for a moment is asked again", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  await rack.until(() => rack.fleet.store.nodes()[0]?.phase === "ready");
  master.failNext.set("apply", new AppError("busy", "operation apply-1 (apply) runs"));
  const { nodes } = await planOf(rack.fleet);
  assert.deepEqual(nodes, [{ name: "master1", changes: [] }]);
  assert.equal(master.failNext.size, 0, "it was busy");
});

test("a node that cannot make a plan says why, and the others make theirs", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  const worker = rack.plugIn("w1");
  await rack.until(() => rack.fleet.store.nodes().filter(({ phase }) => phase === "ready").length === 2);
  worker.failNext.set("apply", new AppError("refused", "this Kubernetes wants a newer containerd"));
  const { nodes } = await planOf(rack.fleet);
  assert.deepEqual(
    nodes.map(({ name, error = "" }) => [name, error]),
    [
      ["master1", ""],
      ["node1", "this Kubernetes wants a newer containerd"],
    ],
  );
});
