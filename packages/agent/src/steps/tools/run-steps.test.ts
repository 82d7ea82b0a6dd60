import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, StepOutcome } from "@rackberry/protocol";
import { examplePi, runOn } from "../testing/example.ts";
import type { Step } from "./step.ts";

const PATH = "/etc/done";
const step = (more: Partial<Step> = {}): Step => ({
  name: "one",
  check: async ({ host }) => ((await host.read(PATH)) ? undefined : "write it"),
  apply: ({ host }) => host.write(PATH, "yes"),
  ...more,
});

test("a step that is not done is applied, checked again, and reported", async () => {
  const world = examplePi();
  const { changed, events } = await runOn(world, [step()]);
  assert.equal(changed, 1);
  assert.deepEqual(
    events.map((event) => [event.outcome, event.sentence]),
    [
      [StepOutcome.STARTED, "write it"],
      [StepOutcome.CHANGED, "write it"],
    ],
  );
  assert.equal((await runOn(world, [step()])).changed, 0);
});

test("a step that ran and is still not done fails with its name", async () => {
  const failing = runOn(examplePi(), [step({ apply: async () => {} })]);
  await assert.rejects(failing, { code: "step-ineffective", step: "one", message: /still not done: write it/ });
});

test("a failure keeps the tool's words and stops what comes after", async () => {
  const world = examplePi();
  const apply = async () => {
    throw new AppError("command-failed", "apt-get exited 100: no space", { detail: "E: no space" });
  };
  const events: number[] = [];
  const failing = runOn(world, [step({ apply }), step({ name: "two" })], {
    report: (event) => events.push(event.outcome),
  });
  await assert.rejects(failing, { code: "command-failed", step: "one", detail: "E: no space" });
  assert.deepEqual(events, [StepOutcome.STARTED, StepOutcome.FAILED]);
  assert.equal(world.pi.file(PATH), undefined);
});

test("after a stop no further step begins, and the running one is finished", async () => {
  const world = examplePi();
  const stop = new AbortController();
  const apply: Step["apply"] = async ({ host, signal }) => {
    stop.abort(new AppError("cancelled", "stopped"));
    assert.ok(!signal.aborted);
    await host.write(PATH, "yes");
  };
  const events: string[] = [];
  const stopped = runOn(world, [step({ apply }), step({ name: "two" })], {
    stop: stop.signal,
    report: (event) => events.push(`${event.step} ${event.outcome}`),
  });
  await assert.rejects(stopped, { code: "cancelled" });
  assert.deepEqual(events, [`one ${StepOutcome.STARTED}`, `one ${StepOutcome.CHANGED}`]);
});

test("a failed comfort step is reported and stops nothing", async () => {
  const apply = async () => {
    throw new AppError("command-failed", "journalctl exited 1: no");
  };
  const world = examplePi();
  const result = await runOn(world, [step({ comfort: true, apply }), step({ name: "two" })]);
  assert.equal(result.outcome, "done");
  assert.deepEqual(
    result.steps.map((event) => [event.step, event.outcome, event.sentence]),
    [
      ["one", StepOutcome.FAILED, "journalctl exited 1: no"],
      ["two", StepOutcome.CHANGED, "write it"],
    ],
  );
});

test("a step's notes appear with it, in the journal or in the plan", async () => {
  const noting = step({ notes: async () => ["/var/log is in memory"] });
  const world = examplePi();
  const [planned] = (await runOn(world, [noting], { dryRun: true })).steps;
  assert.deepEqual(
    [planned?.outcome, planned?.sentence],
    [StepOutcome.WOULD_CHANGE, "write it; /var/log is in memory"],
  );
  assert.deepEqual((await runOn(world, [noting])).lines, ["/var/log is in memory"]);
  const again = await runOn(world, [noting]);
  assert.deepEqual([again.changed, again.lines], [0, ["/var/log is in memory"]]);
  assert.equal(again.steps[0]?.sentence, "/var/log is in memory");
});

test("a step that needs a reboot ends the run; the next run continues after it", async () => {
  const world = examplePi();
  const second = step({ name: "two", check: async () => undefined });
  const first = await runOn(world, [step({ reboot: true }), second]);
  assert.equal(first.outcome, "rebooting");
  assert.deepEqual(first.steps.length, 1);
  assert.equal((await runOn(world, [step({ reboot: true }), second])).outcome, "done");
});

test("time spent in tools is counted separately", async () => {
  const world = examplePi({ unit: () => ({ ms: 700 }) });
  const slow = step({
    apply: async ({ host, clock }) => {
      await host.runUnit("u", ["kubeadm", "reset"]);
      await clock.sleep(50);
      await host.write(PATH, "yes");
    },
  });
  const [event] = (await runOn(world, [slow])).steps;
  assert.deepEqual([event?.durationMs, event?.toolMs], [750, 700]);
});

test("an abort ends the run between steps, with the signal's reason", async () => {
  const stop = new AbortController();
  const stopping = step({ check: async () => void stop.abort(new Error("stopped")) });
  await assert.rejects(runOn(examplePi(), [stopping, step()], { signal: stop.signal }), /stopped/);
});
