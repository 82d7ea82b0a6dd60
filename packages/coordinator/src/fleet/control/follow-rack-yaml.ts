/** Applies the roles in rack.yaml after it was read again. */

import { promoted } from "../../domain/naming.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";

/** A wrong serial number in rack.yaml makes the master's own Pi a worker; once corrected, the Pi is promoted. */
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
