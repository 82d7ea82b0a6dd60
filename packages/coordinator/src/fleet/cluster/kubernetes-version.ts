/** The rack's one Kubernetes version: rack.yaml's, or for a minor the one that was the newest when it was looked up. */

import { isMinor } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";

/** The search for the newest version of rack.yaml's minor. */
export interface Versions {
  /** How the last request failed; undefined when the version is known, or no node has been asked yet. */
  versionFailure: VersionFailure | undefined;
  /** Names of the nodes that took too long to answer: the others are asked first. */
  readonly silent: Set<string>;
}

interface VersionFailure {
  /** Name of the node that was asked. */
  readonly by: string;
  readonly cause: string;
  /** Failures in a row. */
  readonly failures: number;
  readonly nextTry: number;
}

/** The full version; undefined until a node has reported the newest version of rack.yaml's minor. */
export function kubernetesVersion({ rack, store }: Pick<Site, "store"> & Pick<Wanted, "rack">): string | undefined {
  const wanted = rack.config.kubernetes;
  if (!isMinor(wanted)) return wanted;
  const known = store.kubernetes();
  return known?.wanted === wanted ? known.version : undefined;
}

/** Throws `refused` while it is not known; nodes wait until it is, so this should not happen. */
export function knownVersion(site: Pick<Site, "store"> & Pick<Wanted, "rack">): string {
  const version = kubernetesVersion(site);
  if (version) return version;
  throw new AppError("refused", `the newest version of Kubernetes ${site.rack.config.kubernetes} is not known yet`);
}

/** Why the version is not known, as a sentence for a person; "" when it is known. */
export function versionAwaited(
  site: Pick<Site, "store"> & Pick<Wanted, "rack"> & Pick<Versions, "versionFailure">,
): string {
  if (kubernetesVersion(site)) return "";
  const minor = site.rack.config.kubernetes;
  const { by, cause } = site.versionFailure ?? {};
  if (by === undefined) return `waits until the newest version of Kubernetes ${minor} is known`;
  return `the newest version of Kubernetes ${minor} could not be found, and will be asked for again: ${by}: ${cause}`;
}
