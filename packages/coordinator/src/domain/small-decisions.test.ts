import assert from "node:assert/strict";
import { test } from "node:test";
import { DIAL_BACKOFF, delayAfter, OPERATION_BACKOFF } from "./backoff.ts";
import { isLastControlPlane } from "./node.ts";
import { headStart, onTheirWay, othersOnTheirWay } from "./order.ts";
import { unsupported } from "./support.ts";
import { nextJoinAt, spareTokens, TOKEN_LIFETIME } from "./tokens.ts";
import { isForeign } from "./views.ts";

test("waiting doubles and stays bounded", () => {
  assert.deepEqual(
    [1, 2, 3, 9, 1000].map((failures) => delayAfter(failures, DIAL_BACKOFF)),
    [250, 500, 1000, 5000, 5000],
  );
  assert.equal(delayAfter(1, OPERATION_BACKOFF), 5_000);
});

test("others are waited for while they come into the cluster, and not without end", () => {
  const minute = 60_000;
  const own = { name: "node1", phase: "ready", since: 0 } as const;
  const waits = (phase: "preparing" | "joining" | "failed" | "lost" | "ready", since: number, now: number) =>
    othersOnTheirWay(own, onTheirWay([own, { name: "node2", phase, since }], now), now);
  assert.equal(waits("preparing", 0, minute), true);
  assert.equal(waits("joining", 5 * minute, 24 * minute), true);
  for (const phase of ["failed", "lost", "ready"] as const) assert.equal(waits(phase, 0, minute), false, phase);
  assert.equal(waits("joining", 0, 21 * minute), false, "one that stays where it is");
  assert.equal(waits("joining", 60 * minute, 61 * minute), false, "one that begins again and again");
  assert.equal(othersOnTheirWay(own, [own], minute), false, "nobody else");
});

test("a worker is in another cluster when its own CA is another, or what is recorded of it", () => {
  const worker = { role: "worker", clusterHash: "ours" } as const;
  assert.equal(isForeign(worker, "ours", "ours"), false);
  assert.equal(isForeign(worker, "other", "ours"), true, "the record is wrong: its host says so");
  assert.equal(isForeign({ ...worker, clusterHash: "other" }, "ours", "ours"), false);
  assert.equal(isForeign({ ...worker, clusterHash: "other" }, "", "ours"), true);
  assert.equal(isForeign(worker, "other", undefined), false, "there is no cluster yet");
  assert.equal(isForeign({ ...worker, role: "control-plane" }, "other", "ours"), false);
});

test("the cluster goes with its last control plane, and with no other node", () => {
  const plane = (name: string, clusterHash: string) => ({ name, role: "control-plane", clusterHash }) as const;
  const worker = { name: "node1", role: "worker", clusterHash: "c" } as const;
  const two = [plane("master1", "c"), plane("master2", "c"), worker];
  assert.equal(isLastControlPlane(two, "master1"), false);
  assert.equal(isLastControlPlane([plane("master1", "c"), plane("master2", ""), worker], "master1"), true);
  assert.equal(isLastControlPlane([plane("master1", ""), worker], "master1"), true);
  assert.equal(isLastControlPlane([worker], "node1"), false);
});

test("the control plane has a head start while it is prepared", () => {
  const master = { role: "control-plane", clusterHash: "", phase: "preparing", since: 1_000 } as const;
  const worker = { since: 3_000 };
  assert.equal(headStart(worker, [master], { ms: 10_000, now: 3_000 }), 11_000);
  assert.equal(headStart(worker, [master], { ms: 10_000, now: 11_000 }), undefined);
  assert.equal(headStart(worker, [{ ...master, phase: "initialising" }], { ms: 10_000, now: 3_000 }), undefined);
  assert.equal(headStart(worker, [{ ...master, phase: "failed" }], { ms: 10_000, now: 3_000 }), undefined);
  assert.equal(
    headStart(worker, [{ ...master, phase: "adopted" }], { ms: 10_000, now: 3_000 }),
    13_000,
    "it is about to begin",
  );
  assert.equal(headStart(worker, [], { ms: 10_000, now: 3_000 }), 13_000, "it is about to be adopted");
  assert.equal(headStart(worker, [], { ms: 10_000, now: 13_000 }), undefined, "there is none");
});

const host = { cgroupVersion: 2, memoryBytes: 4e9, container: false };

test("cgroup v1 is refused from 1.35 on, but for a container, whose kernel is somebody else's", () => {
  assert.match(unsupported("worker", "1.35.0", { ...host, cgroupVersion: 1 }) ?? "", /refuses cgroup v1/);
  assert.equal(unsupported("worker", "1.34.8", { ...host, cgroupVersion: 1 }), undefined);
  assert.equal(unsupported("worker", "1.36.0", host), undefined);
  assert.equal(unsupported("worker", "1.36.0", { ...host, cgroupVersion: 1, container: true }), undefined);
});

test("1 GB is too little for a control plane, and enough for a worker", () => {
  const small = { ...host, memoryBytes: 960 * 2 ** 20 };
  assert.match(unsupported("control-plane", "1.36.3", small) ?? "", /^960 MiB .*, which needs 1700 MiB/);
  assert.equal(unsupported("worker", "1.36.3", small), undefined);
  // kubeadm's bound, to the byte.
  const least = 1700 * 2 ** 20;
  assert.equal(unsupported("control-plane", "1.36.3", { ...host, memoryBytes: least }), undefined);
  assert.match(unsupported("control-plane", "1.36.3", { ...host, memoryBytes: least - 1 }) ?? "", /^1699 MiB/);
});

const unused = { request: "", issuedAt: undefined };

test("a token is spare when its node does not join and nobody holds it, or when it has expired", () => {
  const tokens = [
    { id: "aaaaaa", node: "node1", at: 1_000, ...unused },
    { id: "bbbbbb", node: "node2", at: 1_000, ...unused },
    { id: "cccccc", node: "gone", at: 1_000, ...unused },
  ];
  const nodes = [
    { name: "node1", operation: { id: "join-1", kind: "join" } },
    { name: "node2", operation: { id: "apply-1", kind: "apply" } },
  ] as const;
  const ids = (now: number, held = new Set<string>()) => spareTokens(tokens, nodes, held, now).map(({ id }) => id);
  assert.deepEqual(ids(2_000), ["bbbbbb", "cccccc"]);
  assert.deepEqual(ids(2_000, new Set(["cccccc"])), ["bbbbbb"]);
  assert.deepEqual(ids(2_000 + TOKEN_LIFETIME), ["aaaaaa", "bbbbbb", "cccccc"]);
  assert.deepEqual(ids(2_000 + TOKEN_LIFETIME, new Set(["cccccc"])), ["aaaaaa", "bbbbbb", "cccccc"]);
});

test("a token goes a minute after its certificate was there to be fetched, though its join never ends", () => {
  const token = { id: "aaaaaa", node: "node1", at: 1_000, request: "uid", issuedAt: 5_000 };
  const nodes = [{ name: "node1", operation: { id: "join-1", kind: "join" } }] as const;
  const count = (now: number) => spareTokens([token], nodes, new Set(), now).length;
  assert.deepEqual([count(5_000), count(65_000), count(65_001)], [0, 0, 1]);
});

test("the first join is free; each that did not make it a node of the cluster doubles the wait, up to five minutes", () => {
  const pause = (joins: number) => nextJoinAt({ joins, joinedAt: 1_000_000 }) - 1_000_000;
  assert.equal(nextJoinAt({ joins: 0, joinedAt: 1_000_000 }), 0);
  assert.deepEqual([1, 2, 3, 4, 1000].map(pause), [5_000, 10_000, 20_000, 40_000, 300_000]);
});

test("no token is spare while an init that may be making it is under way", () => {
  const tokens = [{ id: "aaaaaa", node: "node1", at: 1_000, ...unused }];
  const master = { name: "master1", operation: { id: "init-1", kind: "init" } } as const;
  assert.deepEqual(spareTokens(tokens, [master], new Set(), 1_000 + 2 * TOKEN_LIFETIME), []);
});
