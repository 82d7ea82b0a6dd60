import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeStatus, RackStatus } from "@rackberry/config";
import type { MadeCard } from "./rack/card-list.ts";
import { cardStates, isUp, upView } from "./up-view.ts";

const NOW = Date.parse("2026-11-27T10:00:00Z");
const card = (letter: string, more: Partial<MadeCard> = {}): MadeCard => ({
  ...{ id: letter.repeat(32), role: "worker", time: "2026-11-27T09:00:00.000Z", os: "Ubuntu" },
  ...more,
});
const node = (name: string, phase: NodeStatus["phase"], more: Partial<NodeStatus> = {}): NodeStatus => ({
  ...{ name, role: "worker", serial: name, model: "Pi", phase, detail: phase, since: NOW - 60_000 },
  ...more,
});
const rack = (nodes: readonly NodeStatus[], more: Partial<RackStatus> = {}): RackStatus => ({
  ...{ rack: "attic", kubernetesVersion: "1.36.3", notices: [], cluster: { state: "none" }, strangers: [] },
  ...{ nodes, timeline: [], steps: [], ...more },
});
const CARDS = [card("a", { role: "control-plane" }), card("b"), card("c", { name: "cellar" }), card("d")];

test("each card has its Pi, or is told not to have been seen", () => {
  const nodes = [
    node("master1", "initialising", { cardId: "a".repeat(32), detail: "kubeadm init, image 5 of 7" }),
    node("node1", "ready", { cardId: "b".repeat(32) }),
    node("byhand", "lost", { detail: "does not answer" }),
  ];
  const stranger = { serial: "10aa", address: "10.0.0.9", fingerprint: "ab", reason: "waits for you", since: NOW };
  assert.deepEqual(upView(CARDS, rack(nodes, { strangers: [stranger] }), { now: NOW, width: 100 }), [
    "attic: 1 of 4 ready",
    "  master1  initialising kubeadm init, image 5 of 7",
    "  node1    ready",
    "  cellar   card cccccccc was made, but its Pi has not been seen yet: is it plugged in?",
    "  a node   card dddddddd was made, but its Pi has not been seen yet: is it plugged in?",
    "  byhand   lost does not answer",
    "  10aa at 10.0.0.9 is not in the rack: waits for you",
  ]);
});

test("at 40 columns the reason is whole", () => {
  const detail = "the memory cgroup is still off although current/cmdline.txt asks for it";
  const failed = node("node1", "failed", { cardId: "b".repeat(32), detail, nextTry: NOW + 30_000 });
  const lines = upView([card("b")], rack([failed]), { now: NOW, width: 40 });
  for (const line of lines) assert.ok(line.length <= 40, line);
  assert.equal(
    lines
      .slice(1)
      .map((line) => line.trim())
      .join(" ")
      .replace(/ +/g, " "),
    `node1 failed ${detail} (again in 30 s)`,
  );
});

test("a node is a card's by the card's id alone, and up when it is ready", () => {
  const states = cardStates(CARDS, [node("cellar", "ready"), node("node1", "ready", { cardId: "d".repeat(32) })]);
  assert.deepEqual(states.map(isUp), [false, false, false, true]);
});
