import assert from "node:assert/strict";
import { test } from "node:test";
import { encode } from "@rackberry/protocol";
import { batches } from "./journalctl.ts";

test("log lines are cut into messages that the other end takes", () => {
  const lines = Array.from({ length: 5_000 }, (_, index) => `${index} ${"x".repeat(200)}`);
  const cut = [...batches(lines)];
  assert.deepEqual(cut.flat(), lines);
  assert.ok(cut.length > 1);
  for (const batch of cut) encode({ id: 1, kind: "logLines", value: { lines: batch } });
  assert.deepEqual([...batches([])], []);
});
