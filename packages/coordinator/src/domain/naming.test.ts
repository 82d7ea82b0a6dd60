import assert from "node:assert/strict";
import { test } from "node:test";
import { controlPlaneName, identify } from "./naming.ts";

const none = { nodes: [] };

test("workers are numbered in order of arrival", () => {
  assert.deepEqual(identify("1", new Set(), none, "m"), { name: "node1", role: "worker" });
  assert.deepEqual(identify("2", new Set(["node1"]), none, "m"), { name: "node2", role: "worker" });
});

test("the coordinator's own Pi is the control plane, whatever the order of arrival", () => {
  assert.deepEqual(identify("m", new Set(["node1", "node2"]), none, "m"), { name: "master1", role: "control-plane" });
});

test("rack.yaml names a Pi by its serial number", () => {
  const nodes = [{ serial: "1", name: "cellar", role: "worker" }] as const;
  assert.deepEqual(identify("1", new Set(), { nodes }, "m"), { name: "cellar", role: "worker" });
});

test("rack.yaml can make another Pi the control plane", () => {
  const nodes = [{ serial: "1", name: "", role: "control-plane" }] as const;
  assert.deepEqual(identify("1", new Set(), { nodes }, "m"), { name: "master1", role: "control-plane" });
  assert.equal(identify("m", new Set(), { nodes }, "m").role, "worker");
  assert.equal(controlPlaneName({ nodes }, "m"), "master1");
});

test("a name that rack.yaml keeps for a Pi is not handed out, even before that Pi came", () => {
  const nodes = [{ serial: "9", name: "node1", role: "worker" }] as const;
  assert.equal(identify("1", new Set(), { nodes }, "m").name, "node2");
});
