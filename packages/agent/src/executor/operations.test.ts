import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, failureCode, type Message, type StepEvent, StepOutcome } from "@rackberry/protocol";
import { SimulatedClock } from "../host/testing/simulated-clock.ts";
import { SimulatedPi } from "../host/testing/simulated-pi.ts";
import { journal } from "../journal.ts";
import type { OperationCommand } from "../operations/index.ts";
import { sentFrame } from "../operations/testing/sent.ts";
import type { Performed } from "./operation-result.ts";
import { type Listener, type Operations, operations, type Perform } from "./operations.ts";

const RECORD = "/run/pi-agent/operation.json";
const TOKEN = "abcdef.0123456789abcdef";
const JOIN = sentFrame("join");
const join = (operationId: string): OperationCommand => ({ ...JOIN, value: { ...JOIN.value, operationId } });
const event = (step: string, outcome: StepEvent["outcome"], sentence = ""): StepEvent => ({
  step,
  outcome,
  sentence,
  durationMs: 1,
  atMs: 1,
  toolMs: 0,
});
const finished: Performed = { outcome: "finished", steps: [event("kubeadm-join", StepOutcome.CHANGED, "join")] };

/** One life of the agent on a Pi; `perform` is called for each operation that really runs. */
function life(pi: SimulatedPi, perform: Perform) {
  const stop = new AbortController();
  const lines: string[] = [];
  const reboots: string[] = [];
  const ongoing = operations({
    host: pi,
    clock: new SimulatedClock(),
    journal: journal((line) => lines.push(line)),
    perform,
    reboot: async (reason) => void reboots.push(reason),
    recordPath: RECORD,
    signal: stop.signal,
  });
  return { ongoing, stop, lines, reboots };
}

function listener(): Listener & { readonly events: Message<"event">[]; readonly ended: Promise<Message<"result">> } {
  const events: Message<"event">[] = [];
  const { promise, resolve } = Promise.withResolvers<Message<"result">>();
  return { events, ended: promise, event: (one) => events.push(one), result: resolve };
}

const resultOf = async (ongoing: Operations, id: string) => {
  const late = listener();
  ongoing.attach(id, late);
  return late.ended;
};

test("an operation runs once for its id: asked again while it runs or afterwards, it gives the same result", async () => {
  let runs = 0;
  const gate = Promise.withResolvers<void>();
  const { ongoing } = life(new SimulatedPi(), async () => {
    runs += 1;
    await gate.promise;
    return finished;
  });
  const [first, second, third] = [listener(), listener(), listener()];
  await ongoing.start(join("a"), first);
  assert.equal(ongoing.running, "a");
  await ongoing.start(join("a"), second);
  gate.resolve();
  const result = await first.ended;
  assert.equal(result.changed, 1);
  assert.deepEqual(await second.ended, result);
  await ongoing.start(join("a"), third);
  assert.deepEqual(await third.ended, result);
  assert.equal(runs, 1);
  assert.equal(ongoing.running, undefined);
});

test("an operation that lacked what has to come first is no result: asked again, it runs", async () => {
  let hasArrived = false;
  const { ongoing } = life(new SimulatedPi(), async () => {
    if (!hasArrived) throw new AppError("unknown-operation", "the package has not arrived");
    return finished;
  });
  const [first, second] = [listener(), listener()];
  await ongoing.start(join("a"), first);
  assert.equal((await first.ended).failure?.message, "the package has not arrived");
  assert.throws(() => ongoing.attach("a", listener()), { code: "unknown-operation" });
  hasArrived = true;
  await ongoing.start(join("a"), second);
  assert.equal((await second.ended).changed, 1);
});

test("a second operation is refused as busy, naming the first, and can run after it", async () => {
  const gate = Promise.withResolvers<void>();
  const { ongoing } = life(new SimulatedPi(), async () => {
    await gate.promise;
    return finished;
  });
  const first = listener();
  await ongoing.start(join("a"), first);
  await assert.rejects(ongoing.start(join("b"), listener()), { code: "busy", message: "operation a (join) runs" });
  gate.resolve();
  await first.ended;
  const second = listener();
  await ongoing.start(join("b"), second);
  assert.equal((await second.ended).operationId, "b");
});

test("killed in the middle: the next life goes on, the result is whole, and the token lies on tmpfs for root alone", async () => {
  const pi = new SimulatedPi();
  const killed = life(pi, async (_, reporter, signal) => {
    reporter.step(event("clock", StepOutcome.CHANGED, "set the clock"));
    return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  });
  await killed.ongoing.start(join("a"), listener());
  const record = (await pi.info(RECORD))?.mode;
  assert.equal(record, 0o600);
  killed.stop.abort();
  await new Promise((resolve) => setImmediate(resolve));

  const next = life(pi, async (operation) => {
    assert.ok(operation.kind === "join" && operation.kubeadmConfig.includes(TOKEN));
    const steps = [event("clock", StepOutcome.OK), event("kubeadm-join", StepOutcome.CHANGED)];
    return { outcome: "finished", steps };
  });
  await next.ongoing.resume();
  assert.equal(next.ongoing.running, "a");
  const result = await resultOf(next.ongoing, "a");
  assert.equal(result.changed, 2, "what the earlier life changed counts");
  assert.deepEqual(
    result.steps?.map(({ step, sentence }) => [step, sentence]),
    [
      ["clock", "set the clock"],
      ["kubeadm-join", ""],
    ],
  );
  assert.doesNotMatch(pi.file(RECORD) ?? "", new RegExp(Buffer.from(TOKEN).toString("base64").slice(0, 16)));

  const third = life(pi, async () => assert.fail("it has ended"));
  await third.ongoing.resume();
  const kept = await resultOf(third.ongoing, "a");
  assert.deepEqual([kept.changed, kept.steps?.map(({ step }) => step)], [2, ["clock", "kubeadm-join"]]);
});

test("an id never seen, or seen before a reboot, is unknown", async () => {
  const pi = new SimulatedPi();
  const { ongoing } = life(pi, async () => finished);
  assert.throws(() => ongoing.attach("a", listener()), { code: "unknown-operation" });
  const first = listener();
  await ongoing.start(join("a"), first);
  await first.ended;
  pi.reboot();
  const after = life(pi, async () => finished);
  await after.ongoing.resume();
  assert.throws(() => after.ongoing.attach("a", listener()), { code: "unknown-operation" });
});

test("the result is safe before the reboot, and a kill between the two does not lose the reboot", async () => {
  const pi = new SimulatedPi();
  const rebooting: Performed = {
    outcome: "rebooting",
    steps: [event("memory-cgroup", StepOutcome.CHANGED)],
    reason: "cgroup",
  };
  const { ongoing, reboots } = life(pi, async () => rebooting);
  const first = listener();
  await ongoing.start(join("a"), first);
  assert.equal((await first.ended).rebooting?.reason, "cgroup");
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(reboots, ["cgroup"]);
  const next = life(pi, async () => finished);
  await next.ongoing.resume();
  assert.deepEqual(next.reboots, ["cgroup"]);
});

test("no secret leaves the host: not in events, not in failures, not in the journal", async () => {
  const { ongoing, lines } = life(new SimulatedPi(), async (_, reporter) => {
    reporter.output("kubeadm-join", `kubeadm join master1:6443 --token ${TOKEN}`);
    reporter.output("kubeadm-join", "a line soon after the last");
    throw Object.assign(new Error(`token ${TOKEN} is unknown`));
  });
  const heard = listener();
  await ongoing.start(join("a"), heard);
  const result = await heard.ended;
  assert.equal(result.failure?.message, "token <token> is unknown");
  // One sign of life, rather than one for every line.
  assert.deepEqual(heard.events, [{ operationId: "a" }]);
  assert.match(lines.join(""), /kubeadm join master1:6443 --token <token>/);
  assert.match(lines.join(""), /joining the cluster failed: token <token> is unknown/);
  assert.doesNotMatch(JSON.stringify([result, heard.events, lines]), new RegExp(TOKEN));
});

test("an operation that is cancelled ends at its next safe point, with that as its result; another one goes on", async () => {
  const { ongoing } = life(new SimulatedPi(), async (_, reporter, __, stop) => {
    await new Promise((resolve) => stop.addEventListener("abort", resolve));
    reporter.step(event("containerd", StepOutcome.CHANGED, "the step that had begun"));
    stop.throwIfAborted();
    return finished;
  });
  const [first, second] = [listener(), listener()];
  await ongoing.start(join("a"), first);
  ongoing.cancel("b");
  ongoing.cancel("a");
  ongoing.cancel("a");
  const { failure, steps } = await first.ended;
  assert.deepEqual([failure?.code, steps?.map(({ step }) => step)], [failureCode("cancelled"), ["containerd"]]);
  await ongoing.start(join("a"), second);
  assert.deepEqual(await second.ended, await first.ended);
});

test("a command that does not fit the grammar is invalid, and nothing is done or kept", async () => {
  const pi = new SimulatedPi();
  const { ongoing } = life(pi, async () => assert.fail("must not run"));
  for (const value of [
    { operationId: "--help" },
    { spec: { ...JOIN.value.spec, name: "-rf" } },
    { kubeadmConfig: "" },
    { discovery: "" },
    { ignorePreflight: ["all --v=9"] },
    { coordinatorClockMs: -1 },
  ]) {
    const command: OperationCommand = { ...JOIN, value: { ...JOIN.value, ...value } };
    await assert.rejects(ongoing.start(command, listener()), { code: "invalid" });
  }
  assert.equal(pi.file(RECORD), undefined);
});
