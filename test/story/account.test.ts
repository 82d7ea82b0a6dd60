import assert from "node:assert/strict";
import { test } from "node:test";
import { account, lastLine, type NodeAccount, table } from "./account.ts";

const node = (name: string, more: Partial<NodeAccount>): NodeAccount => ({
  name,
  master: false,
  powerOn: 1_000,
  boot: 5_000,
  apt: 30_000,
  kubeadm: 12_000,
  settle: 1_000,
  ready: 0,
  ...more,
});

test("a worker's join waits for the slower of its own preparation and the master's init", () => {
  const master = node("master1", { master: true, kubeadm: 20_000 });
  const quick = account([master, node("node1", {})], 4_000, 80_000);
  // 5 + 30 + 20 of the master, 12 + 1 of the worker, 4 of nginx
  assert.deepEqual(quick, { total: 79_000, chain: 72_000, ours: 7_000, last: "node1" });
  const slow = account([master, node("node1", { apt: 60_000 })], 4_000, 90_000);
  assert.equal(slow.chain, 65_000 + 13_000 + 4_000);
});

test("power given later counts from the first Pi on", () => {
  const late = account([node("master1", { master: true }), node("node1", { powerOn: 61_000 })], 0, 120_000);
  assert.equal(late.chain, 60_000 + 35_000 + 13_000);
  assert.equal(late.total, 119_000);
});

test("the last line has exactly the promised form", () => {
  const line = lastLine(3, 3, 3, { total: 141_234, chain: 138_949, ours: 2_285, last: "node2" });
  assert.equal(line, "demo: ready 3/3, nginx 3/3, total 141.2 s, boot+apt+kubeadm 138.9 s, ours 2.3 s");
});

test("a table lines up", () => {
  assert.deepEqual(
    table([
      ["node", "seen"],
      ["master1", "0.5"],
    ]),
    ["node     seen", "master1   0.5"],
  );
});
