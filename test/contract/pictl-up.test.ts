/** pictl up against the coordinator's API: when it ends, and what it prints until then. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { type MadeCard, recordCards } from "../../packages/cli/src/rack/card-list.ts";
import { adminKubeconfig, rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import type { NodeStatus, RackStatus } from "../../packages/config/src/index.ts";
import { EMPTY_STATUS } from "../../packages/coordinator/src/api/testing/test-api.ts";
import { coordinatorOf, pictl } from "./pictl.ts";

const CARDS: readonly MadeCard[] = ["a", "b"].map((letter, index) => ({
  id: letter.repeat(32),
  role: index === 0 ? "control-plane" : "worker",
  time: "2026-11-27T10:00:00.000Z",
  os: "Ubuntu",
}));

function rackOf(...phases: readonly NodeStatus["phase"][]): RackStatus {
  const nodes = phases.map((phase, index): NodeStatus => {
    const { id, role = "worker" } = CARDS[index] ?? {};
    const name = index === 0 ? "master1" : `node${index}`;
    return { name, role, serial: `${index}`, cardId: id, model: "Pi", phase, detail: `is ${phase}`, since: 0 };
  });
  return { ...EMPTY_STATUS, nodes };
}

/** Goes through the states, and then remains in the last one. */
const watching = (...states: readonly RackStatus[]) => ({
  async *watch(signal: AbortSignal) {
    yield* states;
    await once(signal, "abort");
  },
});

const withoutTime = (lines: readonly string[]) => lines.map((line) => line.replace(/^\d\d:\d\d:\d\d /, ""));

test("up ends when the Pi of every card is ready, and not when all that came are", async () => {
  using rack = await rackDirectory();
  await recordCards({ directory: rack.path, home: undefined }, CARDS);
  const states = [rackOf("joining"), rackOf("ready"), rackOf("ready", "joining"), rackOf("ready", "ready")];
  await using api = await coordinatorOf(rack, watching(...states));
  const { code, printed, noted } = await pictl(rack, api, ["up"]);
  assert.equal(code, 0);
  assert.equal(noted[0], "looking for the master of rackberry …");
  assert.deepEqual(withoutTime(printed).slice(0, -1), [
    "cluster: no cluster yet",
    "master1: joining: is joining",
    "a node: card bbbbbbbb was made, but its Pi has not been seen yet: is it plugged in?",
    "master1: ready: is ready",
    "node1: joining: is joining",
    "node1: ready: is ready",
  ]);
  assert.match(printed.at(-1) ?? "", /2 of 2 nodes ready\n\nNODE [\s\S]*\nmaster1 [\s\S]*\nnode1 /);
  // A missing kubeconfig does not make them less ready.
  assert.match(noted.at(-1) ?? "", /^your kubectl does not have the cluster yet: .*\nnext: pictl kubeconfig$/);
});

test("in the end kubectl has the cluster, unless that is not wanted", async () => {
  using rack = await rackDirectory();
  await recordCards({ directory: rack.path, home: undefined }, CARDS);
  const ready = rackOf("ready", "ready");
  const nodes = ready.nodes.map((node) => ({ ...node, address: "192.168.1.20" }));
  const control = {
    ...watching(ready),
    status: () => ({ ...ready, nodes }),
    kubeconfig: async () => adminKubeconfig(),
  };
  await using api = await coordinatorOf(rack, control);
  const without = await pictl(rack, api, ["up", "--no-kubeconfig"]);
  assert.deepEqual([without.code, without.noted.at(-1)], [0, "next: pictl kubeconfig"]);
  assert.ok(!Object.keys(rack.files()).some((name) => name.startsWith(".kube")));
  const { code, noted } = await pictl(rack, api, ["up"]);
  assert.deepEqual([code, noted.at(-1)], [0, "next: kubectl get nodes"]);
  assert.match(rack.read(".kube/config"), /server: https:\/\/192\.168\.1\.20:6443\n/);
});

test("when its time is over, up fails with the whole reason of every Pi that is not ready", async () => {
  using rack = await rackDirectory();
  await recordCards({ directory: rack.path, home: undefined }, CARDS);
  const reason = `${"the memory cgroup is still off ".repeat(8)}although current/cmdline.txt asks for it`;
  const [master] = rackOf("failed").nodes;
  assert.ok(master);
  const failed = { ...EMPTY_STATUS, nodes: [{ ...master, detail: reason }] };
  await using api = await coordinatorOf(rack, watching(failed));
  const { code, noted } = await pictl(rack, api, ["up", "--timeout", "1s"]);
  assert.equal(code, 1);
  assert.deepEqual(noted.at(-1)?.split("\n"), [
    "pictl: after 1 s, 0 of 2 are ready; run pictl up to keep waiting",
    `  master1: failed ${reason}`,
    "  a node: card bbbbbbbb was made, but its Pi has not been seen yet: is it plugged in?",
    "  if a card will not be used, remove it from cards.json",
  ]);
});

test("up outlives the coordinator, and says in the end that it did not come back", async () => {
  using rack = await rackDirectory();
  await recordCards({ directory: rack.path, home: undefined }, CARDS);
  let lives = 0;
  await using api = await coordinatorOf(rack, {
    async *watch() {
      yield lives++ === 0 ? rackOf("rebooting") : rackOf("ready", "ready");
      throw new AppError("disconnected", "the master reboots");
    },
  });
  assert.equal((await pictl(rack, api, ["up"])).code, 0);
  await api.stop();
  const { code, noted } = await pictl(rack, api, ["up", "--timeout", "1s"]);
  assert.equal(code, 1);
  assert.match(
    noted.at(-1) ?? "",
    /^pictl: after 1 s, 0 of 2 are ready[\s\S]*no coordinator answers at 127\.0\.0\.1:\d+ \(nothing listens there/,
  );
  assert.match(
    noted.at(-1) ?? "",
    /\n {2}the master: card aaaaaaaa was made, but its Pi has not been seen yet: is it plugged in\?\n/,
  );
});

test("a rack without cards is told at once, and what waiting does not mend ends it", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, {});
  const none = await pictl(rack, api, ["up"]);
  assert.deepEqual([none.code, none.noted.length], [1, 1]);
  assert.match(none.noted[0] ?? "", /^pictl: no card of rackberry has been made yet: make one with pictl card/);
  await recordCards({ directory: rack.path, home: undefined }, CARDS);
  rack.write("secrets/rack.secret", `${"1".repeat(64)}\n`);
  const foreign = await pictl(rack, api, ["up"]);
  assert.equal(foreign.code, 1);
  assert.match(foreign.noted.at(-1) ?? "", /^pictl: this is not the rack's token/);
});
