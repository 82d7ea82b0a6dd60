import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeStatus, RackStatus } from "@rackberry/config";
import { age, changesOf, viewOf } from "./view.ts";

const NOW = 1_000_000;
const MASTER: NodeStatus = {
  name: "master1",
  role: "control-plane",
  serial: "10000000aa",
  model: "Raspberry Pi 4",
  address: "10.0.0.10",
  phase: "ready",
  detail: "ready",
  since: NOW - 12_000,
};
const NODE: NodeStatus = {
  ...MASTER,
  name: "node1",
  role: "worker",
  serial: "10000000bb",
  address: undefined,
  phase: "failed",
  detail: "join: kubeadm exited 1",
  since: NOW - 200_000,
  nextTry: NOW + 30_000,
};
const STRANGER = {
  serial: "10000000cc",
  address: "10.0.0.66",
  fingerprint: "ab".repeat(32),
  reason: "no card introduced it",
  since: NOW - 5_000,
};
const RACK: RackStatus = {
  rack: "cellar",
  kubernetesVersion: "1.20.2",
  cluster: { state: "up", server: "10.0.0.10:6443" },
  nodes: [MASTER, NODE],
  strangers: [STRANGER],
  timeline: [],
  steps: [],
};

test("the rack fits on a screen", () => {
  assert.deepEqual(viewOf(RACK, { now: NOW, width: 100 }), [
    "cellar: Kubernetes 1.20.2, cluster up at 10.0.0.10:6443, 1 of 2 nodes ready",
    "",
    "NODE     ROLE           ADDRESS    STATE   SINCE",
    "master1  control-plane  10.0.0.10  ready   12 s",
    "node1    worker         -          failed  3 min  join: kubeadm exited 1 (again in 30 s)",
    "",
    "Not in the rack:",
    "  10000000cc at 10.0.0.66, 5 s: no card introduced it",
    `    fingerprint ${"ab".repeat(32)}`,
  ]);
});

test("a mirror is a line of its own, and its changes are told", () => {
  const mirrored = (state: "filling" | "filled", detail: string): RackStatus => ({
    ...RACK,
    mirror: { state, detail, images: [] },
  });
  const filling = mirrored("filling", "mirror-packages");
  assert.ok(viewOf(filling, { now: NOW, width: 100 }).includes("Mirror: filling: mirror-packages"));
  assert.deepEqual(changesOf(RACK, filling), ["mirror: filling: mirror-packages"]);
  assert.deepEqual(changesOf(filling, mirrored("filled", "serves packages")), ["mirror: filled: serves packages"]);
  assert.deepEqual(changesOf(filling, RACK), ["mirror: removed"]);
});

test("lines are cut at the terminal's edge, and an empty rack says what to look at", () => {
  const lines = viewOf({ ...RACK, nodes: [], strangers: [], cluster: { state: "none" } }, { now: NOW, width: 40 });
  assert.equal(lines[0], "cellar: Kubernetes 1.20.2, no cluster ye");
  assert.match(lines.at(-1) ?? "", /^no Pi has come yet: is it powered/);
});

test("what a Pi says cannot steer the terminal", () => {
  const evil = { ...NODE, detail: "\x1b[2J\x07bad\r\nline\u009b31m" };
  for (const line of [
    ...viewOf({ ...RACK, nodes: [evil] }, { now: NOW, width: 200 }),
    ...changesOf(undefined, { ...RACK, nodes: [evil] }),
  ]) {
    assert.doesNotMatch(line, /\p{Cc}/u);
  }
});

test("changes are a line each, and what stays the same is silent", () => {
  assert.deepEqual(changesOf(undefined, RACK), [
    "cluster: cluster up at 10.0.0.10:6443",
    "master1: ready",
    "node1: failed: join: kubeadm exited 1",
    "10000000cc at 10.0.0.66: no card introduced it",
  ]);
  assert.deepEqual(changesOf(RACK, RACK), []);
  const joining: NodeStatus = { ...NODE, phase: "joining", detail: "joins the cluster" };
  assert.deepEqual(changesOf(RACK, { ...RACK, nodes: [MASTER, joining] }), ["node1: joining: joins the cluster"]);
});

test("ages are said as a person says them", () => {
  assert.deepEqual([-5, 400, 99_400, 100_000, 5_999_000, 7_200_000, 400_000_000].map(age), [
    ...["0 s", "0 s", "99 s", "1 min", "99 min", "2 h", "4 d"],
  ]);
});
