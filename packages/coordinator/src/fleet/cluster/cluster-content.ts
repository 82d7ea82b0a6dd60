/** What the coordinator has put into the cluster, compared with what it would put there now. */

import { contentHash } from "../../kube/cluster-content.ts";
import type { Store } from "../../store/store.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import type { Clustered } from "./clustered.ts";
import { kubernetesVersion } from "./kubernetes-version.ts";

/** The hash of what it would put there now. */
export const contentOf = (site: Pick<Site, "store"> & Pick<Wanted, "rack">): string =>
  contentHash(site.rack.config, kubernetesVersion(site));

/** For content that something else has changed: it is put there again. */
export function forgetContent(store: Pick<Store, "cluster" | "setCluster">): void {
  const cluster = store.cluster();
  if (cluster) store.setCluster({ ...cluster, content: "" });
}

/** At the start: without its credentials file the coordinator has no access, whatever the store records. */
export async function missAccess({
  store,
  credentials,
}: Pick<Site, "store"> & Pick<Clustered, "credentials">): Promise<void> {
  const cluster = store.cluster();
  if (cluster?.granted && !(await credentials.read())) store.setCluster({ ...cluster, granted: false });
}
