/** What kubeadm needs to know about a node for any of its commands. */

import { AppError } from "@rackberry/protocol";
import { ignoredPreflight } from "../../kubeadm/preflight.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import { recordOf, type Site } from "../base/site.ts";
import type { Session } from "../nodes/connected.ts";
import type { Facts } from "../nodes/facts.ts";

/** Preflight checks that kubeadm ignores: those in rack.yaml, and those that cannot pass on this kind of host. */
export const preflightOf = ({ rack }: Pick<Wanted, "rack">, { container }: Facts): string[] => [
  ...ignoredPreflight(rack.config.kubeadm.ignorePreflightErrors, container),
];

/** Throws `refused` for a node without an IPv4 address. */
export function addressed(
  site: Pick<Site, "store">,
  session: Session,
): { readonly name: string; readonly address: string } {
  const { name, address } = recordOf(site, session.name);
  if (address) return { name, address };
  throw new AppError("refused", "the node has no IPv4 address: check its cable and the DHCP server");
}
