/** The networks that connected nodes are on, as their agents say. */
import type { HostNetwork } from "@rackberry/protocol";
import { movedAway } from "../../domain/moved-away.ts";
import { controlPlaneOf } from "../../domain/node.ts";
import { networkAround } from "../../domain/node-address.ts";
import { apiName } from "../../domain/spec.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import type { Connected } from "./connected.ts";

/** None of a node that is away, or that there is not. */
export const networksOf = (
  { sessions }: Pick<Connected, "sessions">,
  name: string | undefined,
): readonly HostNetwork[] => (name === undefined ? undefined : sessions.get(name)?.facts?.networks) ?? [];

/** What to tell of a control plane that is not where its cluster was made. */
export const addressMoved = ({ store, rack }: Pick<Site, "store"> & Pick<Wanted, "rack">): readonly string[] =>
  movedAway(controlPlaneOf(store.nodes()), {
    address: store.cluster()?.address ?? "",
    api: apiName(rack.config.domain),
  });

/** The network of the control plane's address; "" as long as it is not known. */
export function mastersNetwork(site: Pick<Site, "store"> & Pick<Connected, "sessions">): string {
  const master = controlPlaneOf(site.store.nodes());
  return networkAround(master?.address ?? "", networksOf(site, master?.name));
}
