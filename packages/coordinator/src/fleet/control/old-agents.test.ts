/** A rack in which an agent is older than the coordinator, as in the middle of a rollout. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { simulatedRack } from "../testing/simulated-rack.ts";
import { statusOf } from "./status.ts";

test("a node whose agent does not know what it needs waits for an upgrade, is asked for nothing, and says so", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  const old = rack.plugIn("w1", { lacks: ["join"] });
  const nodeOf = (name: string) => statusOf(rack.fleet).nodes.find((node) => node.name === name);
  await rack.until(() => nodeOf("master1")?.phase === "ready" && nodeOf("node1")?.phase === "failed");
  const sentence = "agent is too old for kubeadm join: pictl upgrade";
  const { detail, nextTry } = nodeOf("node1") ?? {};
  assert.deepEqual([detail, nextTry], [`its ${sentence}`, undefined]);
  assert.ok(statusOf(rack.fleet).notices.includes(`node1's ${sentence}`));
  assert.ok(!old.commands.some(({ kind }) => kind === "join"));
});

test("a node that is in the cluster stays ready while its agent is too old for something else", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1", { lacks: ["mirror"] });
  const nodeOf = () => statusOf(rack.fleet).nodes[0];
  await rack.until(() => nodeOf()?.phase === "ready");
  rack.fleet.store.setMirror({ wished: true, images: [], asked: 1, filledFor: "", failure: "", nextTry: 0 } as never);
  rack.fleet.changed.notify();
  const notice = "master1's agent is too old for the rack's mirror: pictl upgrade";
  await rack.until(() => statusOf(rack.fleet).notices.includes(notice));
  assert.equal(nodeOf()?.phase, "ready");
  assert.ok(!master.commands.some(({ kind }) => kind === "mirror"));
});

test("which version is the newest is asked of an agent that can say it", async () => {
  await using rack = await simulatedRack("kubernetes: 1.36\nnetwork: direct");
  const master = rack.plugIn("m1", { lacks: ["getVersions"] });
  await rack.until(() => statusOf(rack.fleet).notices.some((notice) => notice.includes("is too old for finding")));
  rack.plugIn("w1");
  await rack.until(() => statusOf(rack.fleet).kubernetesVersion === "1.36.3");
  assert.ok(!master.commands.some(({ kind }) => kind === "getVersions"));
});
