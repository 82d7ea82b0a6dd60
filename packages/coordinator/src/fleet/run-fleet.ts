/** Everything of the fleet that lives as long as the coordinator. */
import { approveRequests } from "./certificate-requests.ts";
import { missAccess } from "./cluster-content.ts";
import { type Candidate, runEndpoints } from "./endpoints.ts";
import type { Fleet } from "./fleet.ts";
import { followRackYaml } from "./follow-rack-yaml.ts";
import { sweepTokens } from "./join-tokens.ts";
import { watchNights } from "./nightly.ts";
import { resolveVersion } from "./resolve-version.ts";
import { watchTurn } from "./turn.ts";
import { watchLost } from "./watchdog.ts";
import { writeSteps } from "./write-steps.ts";

/** Runs until the signal aborts; rejects when a part ends with an error of its own. */
export async function runFleet(fleet: Fleet, candidates: AsyncIterable<Candidate>, signal: AbortSignal): Promise<void> {
  followRackYaml(fleet);
  await missAccess(fleet);
  const parts = [
    runEndpoints(fleet, candidates, signal),
    fleet.kube.run(signal),
    sweepTokens(fleet, signal),
    approveRequests(fleet, signal),
    watchLost(fleet, signal),
    watchTurn(fleet, signal),
    writeSteps(fleet, signal),
    resolveVersion(fleet, signal),
    watchNights(fleet, signal),
  ];
  try {
    await Promise.all(parts);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
