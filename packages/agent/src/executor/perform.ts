/** Runs the steps of an operation in the one loop. */
import type { StepEvent } from "@rackberry/protocol";
import type { Clock, Host } from "../host/host.ts";
import { type StepsOperation, workOf } from "../operations/index.ts";
import { runSteps } from "../steps/tools/run-steps.ts";
import type { Performed } from "./operation-result.ts";
import type { Perform } from "./operations.ts";

export const performSteps =
  (host: Host, clock: Clock): Perform<StepsOperation> =>
  async (operation, reporter, signal, stop): Promise<Performed> => {
    const { steps: list, told, dryRun = false, only, skip } = await workOf(operation, host);
    const { outcome, steps } = await runSteps(list, {
      host,
      clock,
      signal,
      stop,
      dryRun,
      only,
      skip,
      report: (event) => reporter.step(event),
      output: (step, line) => reporter.output(step, line),
    });
    if (outcome === "rebooting") return { outcome, steps, reason: reasonOf(steps) };
    return { outcome: "finished", steps, ...(!dryRun && (await told?.())) };
  };

/** The step that requires a reboot is always the last. */
function reasonOf(steps: readonly StepEvent[]): string {
  const last = steps.at(-1);
  return last ? `${last.step}: ${last.sentence}` : "";
}
