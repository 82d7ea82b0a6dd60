/** Test support: a simulated Pi on which the steps before kubeadm have run. */
import type { SimulatedPiOptions } from "../host/testing/simulated-pi.ts";
import { preparation } from "../steps/index.ts";
import { examplePi, runOn, SPEC } from "../steps/testing/example.ts";

/** What the preparation changed is not among the Pi's `changes`. */
export async function preparedPi(options: SimulatedPiOptions = {}): Promise<ReturnType<typeof examplePi>> {
  const world = examplePi(options);
  await runOn(world, preparation(SPEC, { coordinatorClockMs: 0, dryRun: false }));
  world.pi.changes.length = 0;
  return world;
}
