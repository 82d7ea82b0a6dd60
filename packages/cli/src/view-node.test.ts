import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeStatus } from "@rackberry/config";
import { viewOfNode } from "./view-node.ts";

const NODE: NodeStatus = {
  ...{ name: "node1", role: "worker", serial: "10000000bb", model: "Raspberry Pi 4 Model B Rev 1.4" },
  ...{ address: "10.0.0.11", agentVersion: "0.1.0", phase: "ready", detail: "ready", since: 1_000 },
};

test("a node is shown with what it is made of", () => {
  const hardware = {
    ...{ processor: "BCM2711", cores: 4, memoryBytes: 3.8 * 2 ** 30 },
    disks: [{ name: "mmcblk0", kind: "SD", bytes: 31_914_983_424 }],
    ports: [{ name: "eth0", speed: 1000 }],
  };
  const software = { kernel: "6.12.47+rpt-rpi-v8", kubelet: "1.36.3-1.1", containerd: "" };
  assert.deepEqual(viewOfNode({ ...NODE, hardware, software }, 13_000), [
    "node1: worker, ready since 12 s",
    "  Raspberry Pi 4 Model B Rev 1.4, serial number 10000000bb",
    "  at 10.0.0.11",
    "  agent 0.1.0, kernel 6.12.47+rpt-rpi-v8, kubelet 1.36.3-1.1",
    "  BCM2711, 4 cores, 3.8 GiB of memory",
    "  mmcblk0, 31.9 GB, SD",
    "  eth0, 1000 Mbit/s",
  ]);
});

test("what is not known is not shown as nothing, and no agent moves the cursor", () => {
  const hardware = { processor: "\x1b[2J", cores: 0, memoryBytes: 0, disks: [], ports: [] };
  const lines = viewOfNode({ ...NODE, model: "", detail: "join: no route", phase: "failed", hardware }, 13_000);
  assert.ok(lines.every((line) => !line.includes("\x1b")));
  assert.equal(lines[0], "node1: worker, failed since 12 s: join: no route");
  assert.equal(lines[1], "  serial number 10000000bb");
  assert.match(viewOfNode(NODE, 13_000).at(-1) ?? "", /is not known/);
});
