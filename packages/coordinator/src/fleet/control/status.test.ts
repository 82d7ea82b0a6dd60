import assert from "node:assert/strict";
import { test } from "node:test";
import { simulatedRack } from "../testing/simulated-rack.ts";
import { statusOf, timelineOf } from "./status.ts";

test("transitions become stays, the last of each node still going on", () => {
  const timeline = timelineOf([
    { node: "node1", from: "", to: "seen", at: 1 },
    { node: "node2", from: "", to: "seen", at: 2 },
    { node: "node1", from: "seen", to: "adopting", at: 5 },
  ]);
  assert.deepEqual(timeline, [
    { node: "node1", phase: "seen", startedAt: 1, endedAt: 5 },
    { node: "node2", phase: "seen", startedAt: 2 },
    { node: "node1", phase: "adopting", startedAt: 5 },
  ]);
});

test("the control plane comes first, then nodes in the order of their numbers", async () => {
  await using rack = await simulatedRack();
  const { store } = rack.fleet;
  const node = { role: "worker", model: "", cardId: "", at: 1 } as const;
  for (const name of ["node10", "node2"]) store.adopt({ ...node, name, serial: name, keyHash: name });
  store.adopt({ ...node, name: "master1", role: "control-plane", serial: "m", keyHash: "m" });
  assert.deepEqual(
    statusOf(rack.fleet).nodes.map(({ name }) => name),
    ["master1", "node2", "node10"],
  );
});

test("a node that a card introduced is shown with that card's id", async () => {
  await using rack = await simulatedRack();
  const node = { role: "worker", model: "", at: 1 } as const;
  const cardId = "ab".repeat(16);
  rack.fleet.store.adopt({ ...node, name: "node1", serial: "1", keyHash: "1", cardId });
  rack.fleet.store.adopt({ ...node, name: "node2", serial: "2", keyHash: "2", cardId: "" });
  assert.deepEqual(
    statusOf(rack.fleet).nodes.map((one) => ["cardId" in one, one.cardId]),
    [
      [true, cardId],
      [false, undefined],
    ],
  );
});
