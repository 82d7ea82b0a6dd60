/** The agent is tested with exactly the commands that the coordinator sends. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { SENT_FILE, sentCommands } from "./sent.ts";

test("what the agent's tests are fed with is what the coordinator sends: npm run fixtures", async () => {
  assert.equal(readFileSync(SENT_FILE, "utf8"), await sentCommands());
});
