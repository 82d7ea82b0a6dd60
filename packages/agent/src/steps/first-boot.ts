/** cloud-init's work of a first boot, which a reboot in the middle would leave half done for good. */
import type { StepContext } from "./step.ts";
import { BOOT_PATIENCE } from "./units.ts";

/**
 * Waits until cloud-init, if it is at work in this boot, has ended: it may be the one that installs us. One that hangs must
 * not keep a Pi from becoming a node.
 */
export async function untilFirstBootEnded({ host, clock, signal, output }: StepContext): Promise<void> {
  if ((await host.info("/run/cloud-init/enabled")) === undefined) return;
  const end = clock.monotonic() + BOOT_PATIENCE;
  for (let said = false; (await host.info("/run/cloud-init/result.json")) === undefined; said = true) {
    if (clock.monotonic() > end) return;
    if (!said) output("waiting for cloud-init to end before the reboot");
    await clock.sleep(250, signal);
  }
}
