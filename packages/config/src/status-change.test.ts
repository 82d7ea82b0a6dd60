import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeStatus, RackStatus } from "./api.ts";
import { changeOf, withChange } from "./status-change.ts";

const node = (name: string, detail = "ready"): NodeStatus => ({
  ...{ name, role: "worker", serial: name, model: "Pi", phase: "ready", detail, since: 0 },
});
const stranger = { serial: "9", address: "10.0.0.9", fingerprint: "ab".repeat(32), reason: "no card", since: 1 };
const BEFORE: RackStatus = {
  ...{ rack: "r", kubernetesVersion: "1.36.3", notices: ["old"], cluster: { state: "none" } },
  nodes: [node("node1"), node("node2"), node("node3")],
  strangers: [stranger],
};
const rollout = {
  ...{ id: "1", version: "0.2.0", startedAt: 1, state: "running" as const },
  nodes: [1, 2].map((number) => ({ name: `node${number}`, state: "waiting" as const, detail: "" })),
};
const NEXT: readonly (readonly [what: string, after: RackStatus])[] = [
  ["nothing", BEFORE],
  ["one node of three", { ...BEFORE, nodes: [node("node1"), node("node2", "joins"), node("node3")] }],
  ["a node that came in the middle", { ...BEFORE, nodes: [node("node1"), node("node10"), node("node2")] }],
  ["everybody gone", { ...BEFORE, nodes: [], strangers: [], notices: [] }],
  ["a cluster and a rollout", { ...BEFORE, cluster: { state: "up", server: "a:1" }, rollout }],
  [
    "a mirror and a version",
    { ...BEFORE, kubernetesWanted: "1.36", mirror: { state: "filled", detail: "", images: [] } },
  ],
];

test("a reader has the very status that was written, whatever changed, there and back", () => {
  const sent = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
  for (const [what, after] of NEXT) {
    assert.deepEqual(withChange(undefined, sent(changeOf(undefined, after))), after, `${what}, from the beginning`);
    assert.deepEqual(withChange(BEFORE, sent(changeOf(BEFORE, after))), after, what);
    assert.deepEqual(withChange(after, sent(changeOf(after, BEFORE))), BEFORE, `${what}, and back`);
  }
});

test("what is as before is not sent, and in a list it is only named", () => {
  assert.deepEqual(changeOf(BEFORE, BEFORE), {});
  const joins = node("node2", "joins");
  assert.deepEqual(changeOf(BEFORE, { ...BEFORE, nodes: [node("node1"), joins, node("node3")] }), {
    nodes: ["node1", joins, "node3"],
  });
});

test("a rollout in which one node is done is not sent whole", () => {
  const before = { ...BEFORE, rollout };
  const [first, ...others] = rollout.nodes;
  const after = {
    ...BEFORE,
    rollout: { ...rollout, nodes: [{ ...first, state: "done" as const, name: "node1", detail: "" }, ...others] },
  };
  assert.deepEqual(changeOf(before, after).rollout?.nodes, [after.rollout.nodes[0], "node2"]);
  assert.deepEqual(withChange(before, JSON.parse(JSON.stringify(changeOf(before, after)))), after);
});
