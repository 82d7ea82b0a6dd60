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
    const { list, told } = await workOf(operation, host);
    const { outcome, steps } = await runSteps(list, {
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
    return { outcome: "finished", steps, ...(!dryRun && (await told?.())) };
  };

interface Work {
  readonly list: readonly Step[];
  /** What the coordinator is told besides that they ended well. */
  readonly told?: () => Promise<Pick<Performed & { readonly outcome: "finished" }, "cluster" | "mirror" | "token">>;
}

async function workOf(operation: StepsOperation, host: Host): Promise<Work> {
  switch (operation.kind) {
    case "apply":
      return { list: (await import("../steps/index.ts")).preparation(operation.spec, operation) };
    case "init": {
      const { initialisation, readClusterIdentity } = await import("../seldom.ts");
      return { list: initialisation(operation), told: async () => ({ cluster: await readClusterIdentity(host) }) };
    }
    case "grant": {
      const access = (await import("../seldom.ts")).granting(operation);
      return { list: [access.step], told: async () => ({ token: await access.token(host) }) };
    }
    case "join":
      return { list: (await import("../steps/index.ts")).joining(operation) };
    case "reset":
      return { list: (await import("../steps/index.ts")).resetting(operation) };
    case "mirror": {
      const { mirroring, readMirrorContent, unmirroring } = await import("../seldom.ts");
      if (operation.off) return { list: unmirroring };
      return {
        list: mirroring(operation),
        told: async () => ({ mirror: await readMirrorContent(host, operation) }),
      };
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
