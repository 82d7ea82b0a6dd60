/** What a person should know of the networks on which the nodes are, or are not. */
import { grammar } from "@rackberry/protocol";
import { networkAround } from "../domain/node-address.ts";
import type { Fleet, Unanswered } from "./fleet.ts";

/** The network of the control plane's address; "" as long as it is not known. */
export function mastersNetwork(fleet: Pick<Fleet, "store" | "sessions">): string {
  const master = fleet.store.nodes().find(({ role }) => role === "control-plane");
  return networkAround(master?.address ?? "", (master && fleet.sessions.get(master.name)?.facts?.networks) ?? []);
}

/** A sentence for each: nodeSubnet, workers on another network than it, places at which nobody is. */
export const networkNotices = (fleet: Fleet): readonly string[] => [
  ...emptySubnet(fleet),
  ...strays(fleet),
  ...emptyPlaces(fleet),
];

function emptySubnet({ rack, store, sessions }: Fleet): readonly string[] {
  const { nodeSubnet } = rack.config;
  const master = store.nodes().find(({ role }) => role === "control-plane");
  const addresses = master && sessions.get(master.name)?.facts?.addresses;
  if (nodeSubnet === "" || !addresses || grammar.isIn(master.address || "0.0.0.0", nodeSubnet)) return [];
  if (addresses.some((address) => grammar.isIn(address, nodeSubnet))) {
    // Before init its next look at itself changes that.
    if (master.clusterHash === "") return [];
    return [
      `rack.yaml: nodeSubnet: ${nodeSubnet} is not where the cluster was made: ${master.name} is ${master.address} in its ` +
        "certificates. Write that network there, or begin a new cluster: pictl reset of the control plane",
    ];
  }
  return [
    `rack.yaml: nodeSubnet: ${master.name} has no address in ${nodeSubnet} (it has ${addresses.join(" and ") || "none"}), and ` +
      "agents on other networks are not looked for: write the network of your switch there, or leave it out",
  ];
}

/** Workers that share a network with the master, and not the one on which the nodes talk to each other. */
function strays(fleet: Fleet): readonly string[] {
  const { store, sessions, rack } = fleet;
  const nodes = store.nodes();
  const master = nodes.find(({ role }) => role === "control-plane");
  const networks = (master && sessions.get(master.name)?.facts?.networks) ?? [];
  const common = rack.config.nodeSubnet || mastersNetwork(fleet);
  if (!master || common === "") return [];
  return nodes.flatMap(({ name, role, address }) => {
    if (role === "control-plane" || address === "" || grammar.isIn(address, common)) return [];
    const other = networks.find(({ subnet }) => networkAround(address, [{ subnet, what: "" }]) !== "");
    if (!other) return [];
    return [
      `${name} is at ${address}, on the network of ${master.name}'s ${other.what}, and the nodes talk to each other on ` +
        `${common}: plug it into that switch, or say in rack.yaml which network it is (nodeSubnet)`,
    ];
  });
}

/** Addresses in rack.yaml, tried a few times. */
function emptyPlaces({ written, unanswered }: Fleet): readonly string[] {
  return written.config.nodes.flatMap(({ serial, address }) => {
    const found = [...unanswered].find(([endpoint]) => endpoint.startsWith(`${address}:`));
    return address === "" || !found ? [] : [`rack.yaml: the Pi ${serial}: ${nobodyThere(...found)}`];
  });
}

const WHY: { readonly [K in Unanswered]: string } = {
  unreachable: "nobody answers: has that Pi power, is this its address, and does the way there let TCP through?",
  silent: "somebody takes the connection and says nothing: is it the agent of another rack, or no agent?",
  wrong: "somebody answers who is no agent of this rack",
};

export const nobodyThere = (endpoint: string, why: Unanswered): string => `at ${endpoint} ${WHY[why]}`;
