import assert from "node:assert/strict";
import { test } from "node:test";
import { movedAway } from "./moved-away.ts";

const made = { address: "192.168.1.20", api: "api.kube.local" };

test("a control plane that was given another address is told with both, what goes on, and what to do", () => {
  const [sentence = "", ...more] = movedAway({ name: "master1", address: "192.168.1.77" }, made);
  assert.deepEqual(more, []);
  assert.match(
    sentence,
    /^master1 is at 192\.168\.1\.77 now, and the cluster was made when it was at 192\.168\.1\.20\./,
  );
  assert.match(sentence, /api\.kube\.local leads to the new address.*reserve 192\.168\.1\.20.*pictl reset master1$/);
});

test("nothing is said of one that is where it was, is not there yet, or whose first address nobody knows", () => {
  assert.deepEqual(movedAway({ name: "master1", address: "192.168.1.20" }, made), []);
  assert.deepEqual(movedAway({ name: "master1", address: "" }, made), []);
  assert.deepEqual(movedAway({ name: "master1", address: "192.168.1.77" }, { ...made, address: "" }), []);
  assert.deepEqual(movedAway(undefined, made), []);
});
