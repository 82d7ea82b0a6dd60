/** What the owner should know about the nodes' networks. */

import { grammar } from "@rackberry/protocol";
import { controlPlaneOf } from "../../domain/node.ts";
import { networkAround } from "../../domain/node-address.ts";
import { nobodyThere } from "../../domain/unanswered.ts";
import type { Admitting } from "../admission/admitting.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import type { Connected } from "../nodes/connected.ts";
import { addressMoved, mastersNetwork, networksOf } from "../nodes/node-networks.ts";

type Sources = Pick<Site, "store"> &
  Pick<Wanted, "rack" | "written"> &
  Pick<Connected, "sessions"> &
  Pick<Admitting, "unanswered">;

/**
 * A sentence for each: a control plane whose address changed, a wrong nodeSubnet, workers on a network other than the
 * nodes' own, addresses in rack.yaml at which no agent answers.
 */
export const networkNotices = (sources: Sources): readonly string[] => [
  ...addressMoved(sources),
  ...emptySubnet(sources),
  ...strays(sources),
  ...emptyPlaces(sources),
];

function emptySubnet({ rack, store, sessions }: Sources): readonly string[] {
  const { nodeSubnet } = rack.config;
  const master = controlPlaneOf(store.nodes());
  const addresses = master && sessions.get(master.name)?.facts?.addresses;
  if (nodeSubnet === "" || !addresses || grammar.isIn(master.address || "0.0.0.0", nodeSubnet)) return [];
  if (addresses.some((address) => grammar.isIn(address, nodeSubnet))) {
    // Before init the control plane's next report of facts changes that.
    if (master.clusterHash === "") return [];
    return [
      `rack.yaml: nodeSubnet: ${nodeSubnet} is not the network on which the cluster was made: ${master.name} has the address ${master.address} in its ` +
        "certificates. Write the network of that address there, or make a new cluster: pictl reset of the control plane",
    ];
  }
  return [
    `rack.yaml: nodeSubnet: ${master.name} has no address in ${nodeSubnet} (it has ${addresses.join(" and ") || "none"}), and ` +
      "agents on other networks are not looked for: write the network of your switch there, or leave nodeSubnet out",
  ];
}

/** Workers that share a network with the master, but not the one on which the nodes talk to each other. */
function strays(sources: Sources): readonly string[] {
  const { store, rack } = sources;
  const nodes = store.nodes();
  const master = controlPlaneOf(nodes);
  const networks = networksOf(sources, master?.name);
  const common = rack.config.nodeSubnet || mastersNetwork(sources);
  if (!master || common === "") return [];
  return nodes.flatMap(({ name, role, address }) => {
    if (role === "control-plane" || address === "" || grammar.isIn(address, common)) return [];
    const other = networks.find(({ subnet }) => networkAround(address, [{ subnet, what: "" }]) !== "");
    if (!other) return [];
    return [
      `${name} is at ${address}, on the network of ${master.name}'s ${other.what}, but the nodes talk to each other on ` +
        `${common}: plug it into that network's switch, or name the right network in rack.yaml (nodeSubnet)`,
    ];
  });
}

/** Addresses in rack.yaml that did not answer after a few tries. */
function emptyPlaces({ written, unanswered }: Sources): readonly string[] {
  return written.config.nodes.flatMap(({ serial, address }) => {
    const found = [...unanswered].find(([endpoint]) => endpoint.startsWith(`${address}:`));
    return address === "" || !found ? [] : [`rack.yaml: the Pi ${serial}: ${nobodyThere(...found)}`];
  });
}
