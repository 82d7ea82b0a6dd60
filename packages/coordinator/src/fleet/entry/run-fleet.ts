/** The parts of the fleet that run as long as the coordinator does. */

import { type Candidate, runEndpoints } from "../admission/endpoints.ts";
import { approveRequests } from "../cluster/certificate-requests.ts";
import { missAccess } from "../cluster/cluster-content.ts";
import { followRackYaml } from "../control/follow-rack-yaml.ts";
import { watchNights } from "../control/nightly.ts";
import { runPlan } from "../work/run.ts";
import type { Fleet } from "./fleet.ts";
import { writeSteps } from "./write-steps.ts";

/** Runs until the signal aborts; rejects when a part ends with an error of its own. */
export async function runFleet(fleet: Fleet, candidates: AsyncIterable<Candidate>, signal: AbortSignal): Promise<void> {
  followRackYaml(fleet);
  await missAccess(fleet);
  const parts = [
    runEndpoints(fleet, candidates, signal),
    fleet.kube.run(signal),
    approveRequests(fleet, signal),
    runPlan(fleet, signal),
    writeSteps(fleet, signal),
    watchNights(fleet, signal),
  ];
  try {
    await Promise.all(parts);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
