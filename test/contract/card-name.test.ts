/** A name on a card, from a real agent to a real coordinator. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { lightRack } from "../light/light-rack.ts";

test("a Pi whose card names it has that name in the rack, the others are numbered", async () => {
  await using rack = await lightRack(["m1", "w1", "w2"], { names: { w1: "cellar" } });
  const names = ["cellar", "master1", "node1"];
  const { last } = await rack.coordinate({
    until: ({ phases }) =>
      names.every((name) => phases[name] === "ready") &&
      rack.agents.every(({ hosts }) => hosts.length === names.length + 1),
  });
  assert.deepEqual(Object.keys(last?.phases ?? {}).sort(), names);
  // The cluster has its own name, too.
  for (const { hosts } of rack.agents) assert.deepEqual(hosts, ["api", ...names]);
});
