import assert from "node:assert/strict";
import { test } from "node:test";
import { API, type ApiName } from "@rackberry/config";
import { checkRole, routeOf } from "./routes.ts";

const NAMES = Object.keys(API) as ApiName[];

test("every row of the table is found by its own line, and no two are the same", () => {
  for (const name of NAMES) {
    const { method, path } = API[name];
    const { node, ...found } = routeOf(method, `/v1/${path.replace("*", "node7")}?a=1`);
    assert.deepEqual([found.name, node, found.query.get("a")], [name, path.includes("*") ? "node7" : "", "1"]);
  }
});

test("what changes the rack is not a viewer's, what opens the cluster is the owner's alone, and an owner may all", () => {
  const open = (role: "viewer" | "operator" | "owner") =>
    NAMES.filter((name) => {
      try {
        checkRole(name, role);
        return true;
      } catch {
        return false;
      }
    });
  assert.deepEqual(open("owner"), NAMES);
  assert.ok(!open("operator").includes("kubeconfig") && open("operator").includes("reset"));
  assert.ok(NAMES.filter((name) => open("viewer").includes(name)).every((name) => API[name].method === "GET"));
  assert.throws(() => checkRole("reset", "viewer"), {
    code: "refused",
    message: "POST nodes/*/reset requires the token of the rack's operator, and this one is a viewer's",
  });
});
