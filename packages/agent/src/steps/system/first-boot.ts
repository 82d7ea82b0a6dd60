/** cloud-init's work on the first boot, which continues while the agent works and may undo what the agent does. */
import type { Host } from "../../host/host.ts";
import type { Step, StepContext } from "../tools/step.ts";
import { BOOT_PATIENCE } from "../tools/units.ts";

/**
 * Waits until cloud-init, if it is running in this boot, has ended: it may be installing us. A hanging cloud-init must
 * not keep a Pi from becoming a node. `why` ends the sentence "waiting for cloud-init to end".
 */
export async function untilFirstBootEnded(
  { host, clock, signal, output }: StepContext,
  why = "before the reboot",
): Promise<void> {
  const end = clock.monotonic() + BOOT_PATIENCE;
  for (let said = false; await isAtWork(host); said = true) {
    if (clock.monotonic() > end) return;
    if (!said) output(`waiting for cloud-init to end ${why}`);
    await clock.sleep(250, signal);
  }
}

const isAtWork = async (host: Host): Promise<boolean> =>
  (await host.info("/run/cloud-init/enabled")) !== undefined &&
  (await host.info("/run/cloud-init/result.json")) === undefined;

/**
 * The steps, and one more that checks again those that ran while cloud-init was still running: the runcmd of its last
 * stage may rename the host, write to /etc/hosts or turn swap on. By then apt and everything else is done, so the waiting
 * costs a Pi nothing, unless the runcmd takes longer than all that.
 */
export function lookingAgain(steps: readonly Step[]): readonly Step[] {
  const early = new Set<Step>();
  /** One that hangs is waited for once. */
  let patient = true;
  const noting = steps.map((step) => ({
    ...step,
    async check(context: StepContext) {
      if (!step.reboot && !step.comfort && (await isAtWork(context.host))) early.add(step);
      return step.check(context);
    },
  }));
  const undone = async (context: StepContext) => {
    const sentences: string[] = [];
    for (const step of early) {
      const change = await step.check(context);
      if (change !== undefined) sentences.push(change);
    }
    return sentences.join("; ") || undefined;
  };
  const again: Step = {
    name: "first-boot",
    async check(context) {
      if (early.size === 0) return undefined;
      if (patient && (await isAtWork(context.host))) return "wait for cloud-init to end, and check everything again";
      return undone(context);
    },
    async apply(context) {
      await untilFirstBootEnded(context, "before the last check");
      patient = false;
      for (const step of early) if ((await step.check(context)) !== undefined) await step.apply(context);
    },
  };
  return [...noting, again];
}
