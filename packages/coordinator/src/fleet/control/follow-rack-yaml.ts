/** What rack.yaml says of roles, after it was read anew. */

import { promoted } from "../../domain/naming.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";

/** A serial number in rack.yaml that no Pi has made the master's own Pi a worker: it is not that for ever. */
export function followRackYaml({
  store,
  rack,
  ownSerial,
  log,
}: Pick<Site, "store" | "log"> & Pick<Wanted, "rack" | "ownSerial">): void {
  const name = store.cluster() ? undefined : promoted(rack.config, ownSerial, store.nodes());
  if (name === undefined) return;
  store.update(name, { role: "control-plane" });
  log.info("becomes the control plane, as rack.yaml says", { node: name });
}
