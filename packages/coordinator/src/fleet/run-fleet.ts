/** Everything of the fleet that lives as long as the coordinator. */

import { promoted } from "../domain/naming.ts";
import { approveRequests } from "./certificate-requests.ts";
import { type Candidate, runEndpoints } from "./endpoints.ts";
import type { Fleet } from "./fleet.ts";
import { sweepTokens } from "./join-tokens.ts";
import { watchNights } from "./nightly.ts";
import { resolveVersion } from "./resolve-version.ts";
import { watchTurn } from "./turn.ts";
import { watchLost } from "./watchdog.ts";
import { writeSteps } from "./write-steps.ts";

/** Runs until the signal aborts; rejects when a part ends with an error of its own. */
export async function runFleet(fleet: Fleet, candidates: AsyncIterable<Candidate>, signal: AbortSignal): Promise<void> {
  followRackYaml(fleet);
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

/** A serial number in rack.yaml that no Pi has made the master's own Pi a worker: it is not that for ever. */
function followRackYaml({ store, rack, ownSerial, log }: Fleet): void {
  const name = store.cluster() ? undefined : promoted(rack.config, ownSerial, store.nodes());
  if (name === undefined) return;
  store.update(name, { role: "control-plane" });
  log.info("is the control plane now, as rack.yaml says", { node: name });
}
