/** What an agent that belongs to the rack can do to the rest of it, by what it says and does not say. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { AppError, memoryChannel } from "@rackberry/protocol";
import { LONGEST_TURN } from "../../domain/rollout.ts";
import { changeSignal } from "../base/change-signal.ts";
import { rackControl } from "../control/rack-view.ts";
import { connect } from "../nodes/connection.ts";
import { manualClock } from "../testing/manual-clock.ts";
import { BARE_GREETING } from "../testing/simulated-agent.ts";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";
import { runPlan } from "./run.ts";

const phaseOf = ({ fleet }: SimulatedRack, name: string) =>
  fleet.store.nodes().find((node) => node.name === name)?.phase;
const isReady =
  (rack: SimulatedRack, ...names: string[]) =>
  () =>
    names.every((name) => phaseOf(rack, name) === "ready");

test("an agent that floods the connection with messages is cut off, and told why", async () => {
  const [near, far] = memoryChannel();
  const connection = connect(near, () => 0);
  far.send(BARE_GREETING);
  await connection.greeting;
  connection.request({ kind: "getFacts", value: {} }, "facts").catch(() => {});
  for (let one = 0; one < 13_000; one++) {
    far.send({ id: 1, kind: "facts", value: {} });
    if (one % 500 === 0) await new Promise(setImmediate);
  }
  const why = await connection.ended;
  assert.match(why.message, /more messages than an agent should/);
  assert.ok(why.cause instanceof AppError);
});

test("who stopped listening for the end of a connection is not called", async () => {
  const [near, far] = memoryChannel();
  const connection = connect(near);
  const called: string[] = [];
  connection.whenOver(() => called.push("kept"));
  connection.whenOver(() => called.push("gone"))();
  far.close();
  await connection.ended;
  connection.whenOver(() => called.push("late"));
  assert.deepEqual(called, ["kept", "late"]);
});

test("service reports without end are looked at once a second", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  const worker = rack.plugIn("w1");
  await rack.until(isReady(rack, "master1", "node1"));
  const before = rack.fleet.store.transitions().length;
  for (let one = 0; one < 400; one++) {
    worker.report({ works: one % 2 === 0, sentence: `no ${one}`, culprits: [] });
    await new Promise(setImmediate);
  }
  // The newest of them is what counts, though.
  worker.report({ works: false, sentence: "the last word", culprits: [] });
  await rack.until(() => rack.fleet.store.nodes()[1]?.detail.includes("the last word") === true);
  assert.ok(rack.fleet.store.transitions().length - before < 10);
});

test("an agent that ends every session as soon as it begins is met less and less", async () => {
  await using rack = await simulatedRack();
  const { fleet } = rack;
  const worker = rack.plugIn("w1");
  await rack.until(() => fleet.sessions.has("node1"));
  for (let session = 1; session <= 5; session++) {
    const before = fleet.sessions.get("node1");
    worker.unplug();
    await rack.until(() => fleet.sessions.has("node1") && fleet.sessions.get("node1") !== before);
  }
  fleet.flapping.set("node1", 100);
  worker.unplug();
  await rack.until(() =>
    rack.journal.some((line) => line.includes("keeps breaking: it is dialled at most once a minute")),
  );
  const welcomes = worker.commands.filter(({ kind }) => kind === "welcome").length;
  await new Promise((resolve) => setTimeout(resolve, 800));
  assert.equal(worker.commands.filter(({ kind }) => kind === "welcome").length, welcomes);
});

test("a worker that is reset while the API server is away waits, says so, and keeps its connection", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  const worker = rack.plugIn("w1");
  await rack.until(isReady(rack, "master1", "node1"));
  const session = rack.fleet.sessions.get("node1");
  await rack.recorder.close();
  await assert.rejects(rackControl(rack.fleet).reset("node1"), {
    code: "command-failed",
    message:
      /^node1: reset: the host is reset, but the node could not be deleted from Kubernetes: API server .*ECONNREFUSED/,
  });
  assert.equal(rack.fleet.sessions.get("node1"), session);
  assert.equal(worker.commands.filter(({ kind }) => kind === "reset").length, 1);
  const node = rack.fleet.store.nodes().find(({ name }) => name === "node1");
  assert.ok(node?.resetRequested && (node.nextTry ?? 0) > Date.now());
});

test("a turn that takes too long ends, and the node comes last in the next rollout", async () => {
  await using rack = await simulatedRack();
  const { store } = rack.fleet;
  const face = { role: "worker", model: "", cardId: "", at: 0 } as const;
  for (const name of ["node1", "node2"]) store.adopt({ ...face, name, serial: name, keyHash: name });
  store.update("node1", { operation: { id: "upgrade-1", kind: "upgrade" } });
  const rollout = { id: "upgrade-1", version: "0.1.1", startedAt: 0, haltedAt: "", reason: "", setBack: [] };
  store.setRollout(rollout);
  const clock = manualClock();
  const stop = new AbortController();
  const watching = runPlan({ ...rack.fleet, clock, changed: changeSignal(clock), startedAt: 0 }, stop.signal).catch(
    () => {},
  );
  await clock.pass(LONGEST_TURN - 60_000);
  assert.equal(store.rollout()?.haltedAt, "");
  await clock.pass(120_000);
  const { haltedAt, reason } = store.rollout() ?? {};
  assert.equal(haltedAt, "node1");
  assert.match(reason ?? "", /its turn has taken 20 minutes, and it does not run 0\.1\.1 yet: pictl logs node1/);
  assert.equal(store.nodes()[0]?.operation, undefined);
  stop.abort();
  await watching;
});

test("who halted a rollout holds up nobody else in the next, as often as it fails", async () => {
  await using rack = await simulatedRack();
  const { store, clock } = rack.fleet;
  rack.plugIn("m1", { version: "0.1.0" });
  const failing = rack.plugIn("w1", { version: "0.1.0" });
  rack.plugIn("w2", { version: "0.1.0" });
  await rack.until(isReady(rack, "master1", "node1", "node2"));
  failing.failNext.set("upgrade", new AppError("step-ineffective", "rolled back to 0.1.0"));
  const rollout = { id: "upgrade-1", version: "0.1.1", startedAt: clock.now(), haltedAt: "", reason: "" };
  store.setRollout({ ...rollout, setBack: ["node1"] });
  const { sign } = rack;
  const deb = Buffer.alloc(1_000);
  const sha256 = createHash("sha256").update(deb).digest("hex");
  const signed = sign({
    version: "0.1.1",
    architecture: "arm64",
    size: deb.length,
    sha256,
    allowDowngrade: false,
  } as Parameters<typeof sign>[0]);
  await rackControl(rack.fleet).takePackage(signed, async function* () {
    yield deb;
  });
  rack.fleet.changed.notify();
  await rack.until(() => store.rollout()?.haltedAt === "node1");
  const versions = Object.fromEntries(store.nodes().map(({ name, agentVersion }) => [name, agentVersion]));
  assert.deepEqual([versions.master1, versions.node2], ["0.1.1", "0.1.1"]);
});
