import assert from "node:assert/strict";
import { test } from "node:test";
import { ClusterRole } from "@rackberry/protocol";
import { inCluster, parseFacts } from "./facts.ts";

test("what a node is made of is believed within bounds, and is text that can be shown", () => {
  const many = <T>(one: T): T[] => Array.from({ length: 100 }, () => one);
  const { hardware } = parseFacts({
    hardware: {
      ...{ processor: `\x1b[2J${"x".repeat(500)}`, cores: 4_000_000_000, memoryBytes: -1 },
      disks: many({ name: "mmcblk0\n", kind: "SD", bytes: 2 ** 60 }),
      ports: many({ name: "eth0", speed: 1000 }),
    },
  });
  assert.ok(hardware);
  assert.equal(hardware.processor.length, 80);
  assert.ok(!hardware.processor.includes("\x1b"));
  assert.deepEqual([hardware.cores, hardware.memoryBytes], [0, 0]);
  assert.equal(hardware.disks.length, 8);
  assert.deepEqual(hardware.disks[0], { name: "mmcblk0", kind: "SD", bytes: 0 });
  assert.deepEqual([hardware.ports.length, hardware.ports[0]], [8, { name: "eth0", speed: 1000 }]);
});

test("a missing inventory is just absent", () => {
  assert.ok(!("hardware" in parseFacts({})));
});

test("a node is in a cluster as what it shall be there; a role or a cluster that cannot be is none", () => {
  const cluster = `sha256:${"a".repeat(64)}`;
  const worker = parseFacts({ role: ClusterRole.WORKER, cluster });
  assert.deepEqual([worker.role, worker.cluster], ["worker", cluster]);
  assert.equal(inCluster({ role: "worker" }, worker), true);
  assert.equal(inCluster({ role: "control-plane" }, worker), false);
  const odd = parseFacts({ role: 77 as ClusterRole, cluster: `${cluster}\n` });
  assert.deepEqual([odd.role, odd.cluster], ["none", ""]);
  assert.equal(parseFacts({ software: { kernel: "6.12\u001b[2J" } }).software?.kernel, "6.12[2J");
});
