import assert from "node:assert/strict";
import { test } from "node:test";
import { noRoom } from "./room.ts";

const node = (name: string, clusterHash = "", role: "worker" | "control-plane" = "worker") => ({
  ...{ name, clusterHash, role },
});

test("the node for which the pod subnet has no /24 is told so with the numbers, whoever came first", () => {
  const all = [node("node1"), node("node2", "a"), node("node3", "a"), node("master1", "a", "control-plane")];
  assert.deepEqual(all.map(noRoom(all, "10.244.0.0/22")), ["", "", "", ""]);
  const crowded = [...all, node("node4", "a")];
  const lines = crowded.map(noRoom(crowded, "10.244.0.0/22"));
  assert.deepEqual(
    lines.map((line) => line !== ""),
    [true, false, false, false, false],
  );
  assert.match(lines[0] ?? "", /^podSubnet 10\.244\.0\.0\/22 has room for 4 nodes, .* and 4 came before this one: /);
});
