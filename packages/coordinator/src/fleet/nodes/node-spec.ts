/** The spec of a node and the settings of the rack's mirror, as wanted now. */

import type { NodeSpec } from "@rackberry/protocol";
import { type MirrorSettings, mirrorFor } from "../../domain/mirror.ts";
import { specFor } from "../../domain/spec.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import { knownVersion, kubernetesVersion } from "../cluster/kubernetes-version.ts";

/** Throws `refused` while the version of Kubernetes is not known. */
export function specOf({ rack, store }: Pick<Site, "store"> & Pick<Wanted, "rack">, name: string): NodeSpec {
  const nodes = store.nodes();
  const mirror = mirrorFor(name, rack, nodes, store.mirror());
  return specFor(name, rack, nodes, { kubernetesVersion: knownVersion({ rack, store }), mirror });
}

/** What the mirror's content depends on, besides what the owner requested. */
export const mirrorSettings = ({ rack, store }: Pick<Site, "store"> & Pick<Wanted, "rack">): MirrorSettings => ({
  ...rack.config,
  kubernetesVersion: kubernetesVersion({ rack, store }),
});
