import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeStatus, RackStatus, RolloutStatus } from "@rackberry/config";
import { age, changesOf, viewOf } from "./view.ts";

const NOW = 1_000_000;
const MASTER: NodeStatus = {
  name: "master1",
  role: "control-plane",
  serial: "10000000aa",
  model: "Raspberry Pi 4",
  address: "10.0.0.10",
  agentVersion: "0.1.0",
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
  kubernetesVersion: "1.36.3",
  cluster: { state: "up", server: "10.0.0.10:6443" },
  nodes: [MASTER, NODE],
  notices: [],
  strangers: [STRANGER],
};

test("the rack fits on a screen", () => {
  assert.deepEqual(viewOf(RACK, { now: NOW, width: 100 }), [
    "cellar: Kubernetes 1.36.3, cluster up at 10.0.0.10:6443, 1 of 2 nodes ready",
    "",
    "NODE     ROLE           ADDRESS    STATE   SINCE  AGENT",
    "master1  control-plane  10.0.0.10  ready   12 s   0.1.0",
    "node1    worker         -          failed  3 min  0.1.0  join: kubeadm exited 1 (again in 30 s)",
    "",
    "Not in the rack:",
    "  10000000cc at 10.0.0.66, 5 s: no card introduced it",
    `    fingerprint ${"ab".repeat(32)}`,
  ]);
});

test("a version that a minor of rack.yaml was found to mean is shown with it", () => {
  const [first] = viewOf({ ...RACK, kubernetesWanted: "1.36" }, { now: NOW, width: 100 });
  assert.match(first ?? "", /^cellar: Kubernetes 1\.36\.3 \(rack\.yaml: 1\.36\), cluster up/);
});

test("a node from which the services cannot be used says why, with what containers on it say", () => {
  const detail = "in the cluster and Ready, but the cluster DNS 10.96.0.10 does not answer";
  const culprits = [
    { pod: "kube-system/kube-proxy-x7k2p", container: "kube-proxy", line: "Couldn't load\u001b[2J match" },
  ];
  const broken: NodeStatus = { ...NODE, phase: "joining", detail, nextTry: undefined, culprits };
  const lines = viewOf({ ...RACK, nodes: [MASTER, broken], strangers: [] }, { now: NOW, width: 200 });
  assert.match(lines[0] ?? "", /1 of 2 nodes ready$/);
  assert.match(lines[4] ?? "", /^node1 .* joining .*in the cluster and Ready, but the cluster DNS/);
  assert.deepEqual(lines.slice(5), ["    kube-system/kube-proxy-x7k2p (kube-proxy) says: Couldn't load [2J match"]);
  assert.deepEqual(changesOf({ ...RACK, nodes: [MASTER, NODE] }, { ...RACK, nodes: [MASTER, broken] }), [
    `node1: joining: ${detail}`,
  ]);
});

test("what a row of the table has no room for stands below it, whole", () => {
  const detail = "in the cluster and Ready, but the cluster DNS 10.96.0.10 does not answer from this node: the cure";
  const broken: NodeStatus = { ...NODE, phase: "joining", detail, nextTry: undefined };
  const lines = viewOf({ ...RACK, nodes: [MASTER, broken], strangers: [] }, { now: NOW, width: 60 });
  assert.deepEqual(lines.slice(6), [
    "    in the cluster and Ready, but the cluster DNS 10.96.0.10",
    "    does not answer from this node: the cure",
  ]);
  assert.ok(lines.every((line) => line.length <= 60));
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

const LONG =
  "memory-cgroup: cgroup_enable=memory was written to /boot/firmware/current/cmdline.txt and the Pi was started again, and the kernel still has no memory controller: take cgroup_disable=memory out of that line, or use a kernel that was built with it; see https://rackberry.example/troubleshooting#memory-cgroup-with-a-long-address-of-its-own";

for (const width of [40, 80, 100, 120]) {
  test(`on ${width} columns nothing that a person needs is cut off`, () => {
    const failed: NodeStatus = { ...NODE, detail: LONG };
    const stranger = {
      ...STRANGER,
      reason: `no card secret; after comparing fingerprints: pictl adopt ${STRANGER.serial}`,
    };
    const status: RackStatus = {
      ...RACK,
      nodes: [MASTER, failed],
      strangers: [stranger],
      mirror: { state: "failed", detail: LONG, images: [] },
      rollout: {
        ...{ id: "r", version: "0.1.1", startedAt: 0, state: "halted", haltedAt: "node1", reason: LONG },
        nodes: [{ name: "node1", state: "unfit", detail: "runs 0.1.0" }],
      },
    };
    const lines = viewOf(status, { now: NOW, width });
    assert.ok(lines.every((line) => line.length <= width));
    const text = lines.join("").replace(/ /g, "");
    const isThere = (sentence: string) => text.split(sentence.replace(/ /g, "")).length - 1;
    assert.equal(isThere(LONG), 3);
    assert.equal(isThere(stranger.reason), 1);
    assert.equal(isThere(STRANGER.fingerprint), 1);
    // Below its node, before what follows.
    const row = lines.findIndex((line) => line.startsWith("node1"));
    assert.match(lines[row + 1] ?? "", /^ {4}memory-cgroup:/);
  });
}

test("rows are cut at the terminal's edge, sentences go on, and an empty rack says what to look at", () => {
  const lines = viewOf({ ...RACK, nodes: [], strangers: [], cluster: { state: "none" } }, { now: NOW, width: 40 });
  assert.deepEqual(lines.slice(0, 4), [
    "cellar: Kubernetes 1.36.3, no cluster",
    "    yet, 0 of 0 nodes ready",
    "",
    "NODE  ROLE  ADDRESS  STATE  SINCE  AGENT",
  ]);
  assert.ok(lines.every((line) => line.length <= 40));
  assert.deepEqual(lines.slice(4), [
    "no Pi has come yet: is it powered, with",
    "    a card of this rack, and on this",
    "    network?",
  ]);
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

test("a rollout is shown while there is something to say, and each of its steps is a line", () => {
  const rollout: RolloutStatus = {
    id: "upgrade-1",
    version: "0.1.1",
    startedAt: NOW,
    state: "running",
    nodes: [
      { name: "master1", state: "waiting", detail: "runs 0.1.0, waits for its turn" },
      { name: "node1", state: "upgrading", detail: "receives 0.1.1: 40 %" },
    ],
  };
  const shown = (more: Partial<RolloutStatus>) =>
    viewOf({ ...RACK, strangers: [], rollout: { ...rollout, ...more } }, { now: NOW, width: 200 }).slice(6);
  assert.deepEqual(shown({}), ["agent 0.1.1: is rolled out, 0 of 2 nodes run it; node1 receives 0.1.1: 40 %"]);
  assert.deepEqual(shown({ state: "halted", haltedAt: "node1", reason: "rolled back to 0.1.0" }), [
    "agent 0.1.1: halted at node1: rolled back to 0.1.0 (0 of 2 nodes run it; again: pictl upgrade)",
  ]);
  const done = rollout.nodes.map(({ name }) => ({ name, state: "done", detail: "runs 0.1.1" }) as const);
  assert.deepEqual(shown({ state: "done", nodes: done }), []);
  const before = { ...RACK, rollout };
  assert.deepEqual(changesOf(before, { ...RACK, rollout: { ...rollout, nodes: done } }), [
    "agent of master1: runs 0.1.1",
    "agent of node1: runs 0.1.1",
  ]);
});

test("ages are said as a person says them", () => {
  assert.deepEqual([-5, 400, 99_400, 100_000, 5_999_000, 7_200_000, 400_000_000].map(age), [
    ...["0 s", "0 s", "99 s", "1 min", "99 min", "2 h", "4 d"],
  ]);
});

test("what concerns the whole rack comes first and is never cut; when it is new it is a change", () => {
  const notices = ["Kubernetes 1.34 is out of support since 2026-10-27: nobody fixes its security holes"];
  const shown = viewOf({ ...RACK, notices }, { now: NOW, width: 60 });
  assert.deepEqual(shown.slice(2, 5), [
    "Kubernetes 1.34 is out of support since 2026-10-27: nobody",
    "    fixes its security holes",
    "",
  ]);
  assert.deepEqual(viewOf({ ...RACK, notices }, { now: NOW, width: Number.POSITIVE_INFINITY })[1], notices[0]);
  assert.deepEqual(changesOf(RACK, { ...RACK, notices }), notices);
  assert.deepEqual(changesOf({ ...RACK, notices }, { ...RACK, notices }), []);
});
