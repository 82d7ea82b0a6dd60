/** What each kind of operation is: a list of steps, run by the one loop. */
import type { StepEvent } from "@rackberry/protocol";
import type { Clock, Host } from "../host/host.ts";
import { runSteps } from "../steps/run-steps.ts";
import type { Step } from "../steps/step.ts";
import type { StepsOperation } from "./operation.ts";
import type { Performed } from "./operation-result.ts";
import type { Perform } from "./operations.ts";

export const performSteps =
  (host: Host, clock: Clock): Perform<StepsOperation> =>
  async (operation, reporter, signal): Promise<Performed> => {
    const { kind } = operation;
    const dryRun = (kind === "apply" || kind === "mirror") && operation.dryRun;
    const { outcome, steps } = await runSteps(await stepsOf(operation), {
      host,
      clock,
      signal,
      dryRun,
      only: kind === "apply" ? operation.only : [],
      skip: kind === "apply" ? operation.skip : [],
      report: (event) => reporter.step(event),
      output: (step, line) => reporter.output(step, line),
    });
    if (outcome === "rebooting") return { outcome, steps, reason: reasonOf(steps) };
    if (kind === "mirror" && !operation.off && !dryRun) {
      const { readMirrorContent } = await import("../seldom.ts");
      return { outcome: "finished", steps, mirror: await readMirrorContent(host, operation) };
    }
    if (kind === "init") {
      const { readClusterIdentity } = await import("../seldom.ts");
      return { outcome: "finished", steps, cluster: await readClusterIdentity(host) };
    }
    if (kind === "grant") {
      const { readCoordinatorToken } = await import("../seldom.ts");
      return { outcome: "finished", steps, token: await readCoordinatorToken(host) };
    }
    return { outcome: "finished", steps };
  };

async function stepsOf(operation: StepsOperation): Promise<readonly Step[]> {
  switch (operation.kind) {
    case "apply":
      return (await import("../steps/index.ts")).preparation(operation.spec, operation);
    case "init":
      return (await import("../seldom.ts")).initialisation(operation);
    case "grant":
      return (await import("../seldom.ts")).granting(operation);
    case "join":
      return (await import("../steps/index.ts")).joining(operation);
    case "reset":
      return (await import("../steps/index.ts")).resetting(operation);
    case "mirror": {
      const { mirroring, unmirroring } = await import("../seldom.ts");
      return operation.off ? unmirroring : mirroring(operation);
    }
    default:
      return operation satisfies never;
  }
}

/** The last step is the one that wants the reboot. */
function reasonOf(steps: readonly StepEvent[]): string {
  const last = steps.at(-1);
  return last ? `${last.step}: ${last.sentence}` : "";
}
