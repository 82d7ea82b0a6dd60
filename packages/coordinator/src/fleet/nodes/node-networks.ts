/** The networks that connected nodes are on, as their agents report them. */
import type { HostNetwork } from "@rackberry/protocol";
import { movedAway } from "../../domain/moved-away.ts";
import { controlPlaneOf } from "../../domain/node.ts";
import { networkAround } from "../../domain/node-address.ts";
import { apiName } from "../../domain/spec.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import type { Connected } from "./connected.ts";

/** None for a node that is not connected or does not exist. */
export const networksOf = (
  { sessions }: Pick<Connected, "sessions">,
  name: string | undefined,
): readonly HostNetwork[] => (name === undefined ? undefined : sessions.get(name)?.facts?.networks) ?? [];

/** What to report about a control plane that is no longer at the address where its cluster was made. */
export const addressMoved = ({ store, rack }: Pick<Site, "store"> & Pick<Wanted, "rack">): readonly string[] =>
  movedAway(controlPlaneOf(store.nodes()), {
    address: store.cluster()?.address ?? "",
    api: apiName(rack.config.domain),
  });

/** The network of the control plane's address; "" while it is not known. */
export function mastersNetwork(site: Pick<Site, "store"> & Pick<Connected, "sessions">): string {
  const master = controlPlaneOf(site.store.nodes());
  return networkAround(master?.address ?? "", networksOf(site, master?.name));
}
