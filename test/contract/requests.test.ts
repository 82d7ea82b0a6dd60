/** What the coordinator may request, and what an agent of the same version reports that it knows. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { REQUESTS } from "../../packages/agent/src/commands.ts";
import { REQUEST_KINDS } from "../../packages/coordinator/src/domain/too-old.ts";

test("an agent's greeting has every request that its coordinator makes, and no other", () => {
  assert.ok(REQUESTS.length > 10);
  assert.deepEqual([...REQUESTS].sort(), [...REQUEST_KINDS].sort());
});
