/** The rack's one Kubernetes version: rack.yaml's, or what the minor there was found to mean once. */
import { isMinor } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import type { Fleet } from "./fleet.ts";

/** In full; undefined as long as nobody has said which version of rack.yaml's minor is the newest. */
export function kubernetesVersion({ rack, store }: Pick<Fleet, "rack" | "store">): string | undefined {
  const wanted = rack.config.kubernetes;
  if (!isMinor(wanted)) return wanted;
  const known = store.kubernetes();
  return known?.wanted === wanted ? known.version : undefined;
}

/** Throws `refused` as long as it is not known; nodes wait until then, so that nobody should get here. */
export function knownVersion(fleet: Pick<Fleet, "rack" | "store">): string {
  const version = kubernetesVersion(fleet);
  if (version) return version;
  throw new AppError("refused", `it is not known yet which Kubernetes ${fleet.rack.config.kubernetes} is the newest`);
}

/** Why it is not known, as a sentence for a person; "" when it is. */
export function versionAwaited(fleet: Pick<Fleet, "rack" | "store" | "versionFailure">): string {
  if (kubernetesVersion(fleet)) return "";
  const minor = fleet.rack.config.kubernetes;
  const { by, cause } = fleet.versionFailure ?? {};
  if (by === undefined) return `waits until it is known which Kubernetes ${minor} is the newest`;
  return `which Kubernetes ${minor} is the newest could not be found out, and is asked again: ${by}: ${cause}`;
}
