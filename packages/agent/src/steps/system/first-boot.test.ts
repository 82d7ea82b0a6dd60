/** cloud-init's last stage, in which a person's runcmd does what it likes while the agent prepares the Pi. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { StepOutcome } from "@rackberry/protocol";
import { startSwaps } from "../../host/testing/simulated/swaps.ts";
import { preparation } from "../index.ts";
import { examplePi, runOn, SPEC } from "../testing/example.ts";

const prepare = (dryRun = false) => preparation(SPEC, { coordinatorClockMs: 0, dryRun });
const ENABLED = "/run/cloud-init/enabled";
const ENDED = "/run/cloud-init/result.json";

/** cloud-init is at work; after that many milliseconds of the agent's waiting its runcmd has run and it ends. */
function firstBoot(ms: number, runcmd: (pi: ReturnType<typeof examplePi>["pi"]) => void) {
  const world = examplePi();
  world.pi.put(ENABLED, "");
  const original = world.clock.sleep.bind(world.clock);
  world.clock.sleep = async (sleep, signal) => {
    await original(sleep, signal);
    if (world.clock.monotonic() < ms || world.pi.file(ENDED) !== undefined) return;
    runcmd(world.pi);
    world.pi.put(ENDED, "{}");
  };
  return world;
}

test("a runcmd that names the host, edits /etc/hosts and turns swap on is looked at again before the node joins", async () => {
  const world = firstBoot(3_000, (pi) => {
    pi.put("/proc/sys/kernel/hostname", "shelf-1\n");
    pi.put("/etc/hostname", "shelf-1\n");
    pi.put("/etc/hosts", (pi.file("/etc/hosts") ?? "").replace(/127\.0\.1\.1.*/, "127.0.1.1 shelf-1 node1"));
    pi.put("/etc/fstab", "/swapfile none swap\n");
    startSwaps(pi.state);
  });
  const { outcome, steps, lines } = await runOn(world, prepare());
  const { pi } = world;
  assert.equal(outcome, "done");
  assert.equal(pi.file("/proc/sys/kernel/hostname"), "node1\n");
  assert.equal(pi.file("/etc/hostname"), "node1\n");
  assert.match(pi.file("/etc/hosts") ?? "", /^127\.0\.1\.1 shelf-1$/m);
  assert.doesNotMatch(pi.file("/proc/swaps") ?? "", /swapfile/);
  assert.ok(lines.includes("waiting for cloud-init to end before the last check"));
  assert.equal(steps.find(({ step }) => step === "first-boot")?.outcome, StepOutcome.CHANGED);
  assert.equal((await runOn(world, prepare())).changed, 0);
});

test("an upgrade of twenty minutes: whoever waits for it goes on when cloud-init has ended or a quarter of an hour is over", async () => {
  const world = firstBoot(20 * 60_000, (pi) => pi.put("/proc/sys/kernel/hostname", "shelf-1\n"));
  const { outcome } = await runOn(world, prepare());
  assert.equal(outcome, "done");
  assert.ok(world.clock.monotonic() < 20 * 60_000);
  assert.ok(world.pi.state.packages.kubelet?.held);
});

test("a cloud-init that ended while apt was at work is not waited for, and one that was never there neither", async () => {
  const ended = examplePi({
    unit: () => {
      ended.pi.put(ENDED, "{}");
      return {};
    },
  });
  ended.pi.put(ENABLED, "");
  await runOn(ended, prepare());
  assert.equal(ended.clock.monotonic(), 0);
  const never = examplePi();
  await runOn(never, prepare());
  assert.equal(never.clock.monotonic(), 0);
});

test("the plan says that there will be another look", async () => {
  const world = examplePi();
  world.pi.put(ENABLED, "");
  const { steps } = await runOn(world, prepare(true), { dryRun: true });
  const sentence = steps.find(({ step }) => step === "first-boot")?.sentence;
  assert.equal(sentence, "wait for cloud-init to end, and check everything again");
  assert.deepEqual(world.pi.changes, []);
});
