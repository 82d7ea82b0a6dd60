/** pictl status and pictl wait: what a person sees of the rack, once and as it changes. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import type { NodeDetails, RackHistory } from "../../packages/config/src/index.ts";
import { EMPTY_STATUS } from "../../packages/coordinator/src/api/testing/test-api.ts";
import { fieldsOf } from "../../packages/packaging/json-page.ts";
import { JSON_TYPES } from "../../packages/packaging/verb-pages.ts";
import { coordinatorOf, pictl, rackOfOne } from "./pictl.ts";

test("status shows what the coordinator says, as text and as JSON", async () => {
  using rack = await rackDirectory();
  const history: RackHistory = { timeline: [{ node: "node1", phase: "ready", startedAt: 1 }], steps: [] };
  await using api = await coordinatorOf(rack, { status: () => rackOfOne("ready"), history: () => history });
  const text = await pictl(rack, api, ["status"]);
  assert.equal(text.code, 0);
  assert.match(text.printed.join("\n"), /^test: Kubernetes 1\.36\.3, no cluster yet, 1 of 1 nodes ready\n\nNODE/);
  const json = await pictl(rack, api, ["status", "--json"]);
  assert.deepEqual(JSON.parse(json.printed.join("")), { ...rackOfOne("ready"), ...history });
});

test("the tables of docs/pictl/json.md have every field that status prints, and no other is always there", async () => {
  using rack = await rackDirectory();
  const history: RackHistory = { timeline: [{ node: "node1", phase: "ready", startedAt: 1 }], steps: [] };
  await using api = await coordinatorOf(rack, { status: () => rackOfOne("ready"), history: () => history });
  const printed = JSON.parse((await pictl(rack, api, ["status", "--json"])).printed.join(""));
  const source = readFileSync(JSON_TYPES, "utf8");
  const rackFields = [...fieldsOf(source, "RackStatus"), ...fieldsOf(source, "RackHistory")];
  for (const [object, fields] of [
    [printed, rackFields],
    [printed.nodes[0], fieldsOf(source, "NodeStatus")],
    [printed.timeline[0], fieldsOf(source, "TimelineEntry")],
  ] as const) {
    const names = fields.map(({ name }) => name);
    for (const name of Object.keys(object)) assert.ok(names.includes(name), name);
    for (const { name, optional } of fields) assert.ok(optional || name in object, name);
  }
});

test("status NODE shows one node with what it is made of; one that is not there is an error", async () => {
  using rack = await rackDirectory();
  const details = (name: string): NodeDetails => {
    const [known] = rackOfOne("ready").nodes;
    if (known?.name === name) return { node: known, timeline: [], steps: [] };
    throw new AppError("invalid", `there is no node called ${name}: see pictl status`);
  };
  const [known] = rackOfOne("ready").nodes;
  assert.ok(known);
  const status = () => ({ ...EMPTY_STATUS, nodes: [{ ...known, cardId: `0123abcd${"0".repeat(24)}` }] });
  await using api = await coordinatorOf(rack, { details, status });
  assert.match((await pictl(rack, api, ["status", "node1"])).printed[0] ?? "", /^node1: worker, ready since/);
  // What the code on a label says.
  assert.match((await pictl(rack, api, ["status", "0123abcd"])).printed[0] ?? "", /^node1: worker, ready since/);
  assert.equal((await pictl(rack, api, ["status", "ffffffff"])).code, 1);
  const json = await pictl(rack, api, ["status", "NODE1", "--json"]);
  assert.deepEqual(JSON.parse(json.printed.join("")), rackOfOne("ready").nodes[0]);
  assert.equal((await pictl(rack, api, ["status", "node7"])).code, 1);
  assert.equal((await pictl(rack, api, ["status", "node1", "--watch"])).code, 2);
});

test("status --watch prints changes until it is interrupted, which is no failure", async () => {
  using rack = await rackDirectory();
  const states = [rackOfOne("joining"), rackOfOne("joining"), rackOfOne("ready")];
  await using api = await coordinatorOf(rack, {
    async *watch(signal) {
      yield* states;
      await once(signal, "abort");
    },
  });
  const text = await pictl(rack, api, ["status", "--watch"], 3);
  assert.equal(text.code, 0);
  assert.deepEqual(
    text.printed.map((line) => line.slice("HH:MM:SS ".length)),
    ["cluster: no cluster yet", "node1: joining: is joining", "node1: ready: is ready"],
  );
  const json = await pictl(rack, api, ["status", "--watch", "--json"], 3);
  assert.deepEqual(
    json.printed.map((line) => JSON.parse(line)),
    states,
  );
});

test("status --watch outlives the coordinator", async () => {
  using rack = await rackDirectory();
  let lives = 0;
  await using api = await coordinatorOf(rack, {
    async *watch() {
      lives++;
      yield rackOfOne(lives === 1 ? "joining" : "ready");
      throw new AppError("disconnected", "the coordinator restarts");
    },
  });
  const { code, printed, noted } = await pictl(rack, api, ["status", "--watch", "--json"], 2);
  assert.equal(code, 0);
  assert.deepEqual(
    printed.map((line) => JSON.parse(line)),
    [rackOfOne("joining"), rackOfOne("ready")],
  );
  assert.deepEqual(noted, ["waiting: the coordinator restarts"]);
});

test("wait ends with 0 when all are ready, and says what it waits for as that changes", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, {
    async *watch(signal) {
      yield* [EMPTY_STATUS, rackOfOne("joining"), rackOfOne("joining"), rackOfOne("ready")];
      await once(signal, "abort");
    },
  });
  const { code, printed, noted } = await pictl(rack, api, ["wait"]);
  assert.equal(code, 0);
  assert.deepEqual(printed, ["no Pi has been seen yet", "node1: joining: is joining", "node1: ready"]);
  assert.deepEqual(noted, ["next: pictl kubeconfig, then kubectl get nodes"]);
});

test("wait ends with 1 and the reasons when the time is over, and when a node is refused", async () => {
  using rack = await rackDirectory();
  let state = rackOfOne("ready");
  await using api = await coordinatorOf(rack, {
    async *watch(signal) {
      yield state;
      await once(signal, "abort");
    },
  });
  const late = await pictl(rack, api, ["wait", "--timeout", "1s", "node1", "node2"]);
  assert.deepEqual(late, {
    code: 1,
    printed: ["node1: ready", "node2: has not been seen yet"],
    noted: ["pictl: not ready after 1s:\n  node2: has not been seen yet"],
  });
  const [one] = state.nodes;
  assert.ok(one);
  state = {
    ...state,
    nodes: [
      { ...one, phase: "refused", detail: "32-bit" },
      { ...one, name: "node2" },
    ],
  };
  const refused = await pictl(rack, api, ["wait"]);
  assert.deepEqual(
    [refused.code, refused.noted],
    [1, ["pictl: this will not become ready without your help:\n  node1: refused: 32-bit"]],
  );
});
