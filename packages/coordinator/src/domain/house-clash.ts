/** The cluster's ranges against the networks that the nodes are on: kubeadm init fixes the former for good. Pure. */
import { houseClashes, type RackConfig } from "@rackberry/config";
import { grammar, type HostNetwork, whatIsBeyond } from "@rackberry/protocol";
import type { KnownNode } from "./rack.ts";

/** A node, and the subnets that its agent named. */
export type Placed = Pick<KnownNode, "record" | "networks">;

const CONSEQUENCE = "nodes and pods could not reach part of it";

/** Before the cluster is made, as a sentence for a person; "" when there is none. */
export function houseClash(config: RackConfig, nodes: readonly Placed[]): string {
  const [sentence = ""] = houseClashes(config, networksOf(nodes), CONSEQUENCE);
  return sentence;
}

/** The same for a cluster that is there: it was carried into another house, or the house's router is another. */
export function laterClashes(config: RackConfig, nodes: readonly Placed[]): readonly string[] {
  // A node may well ask the cluster's own DNS, and what is beyond other gateways may be a wish of its owner.
  const around = networksOf(nodes).filter(({ what }) => !/^a (?:name server|network beyond) /.test(what));
  return houseClashes(config, around, CONSEQUENCE).map(
    (sentence) =>
      `${sentence}; this requires a new cluster (pictl reset of the control plane) or a different local network`,
  );
}

function networksOf(nodes: readonly Placed[]): readonly HostNetwork[] {
  // The direct network leads to pods by their nodes, and may still do so after a reset.
  const toPods = new Set(nodes.map(({ record }) => whatIsBeyond(record.address)));
  return nodes.flatMap((node) =>
    believed(node)
      .filter(({ what }) => !toPods.has(what))
      .map(({ subnet, what }) => ({
        subnet,
        what: what.includes(" ") ? `${what} of ${node.record.name}` : `${node.record.name}'s network (${what})`,
      })),
  );
}

/** A worker is believed about the network by which it is connected: it could keep a cluster from being made with others. */
function believed({ record, networks }: Placed): readonly HostNetwork[] {
  const { role, address } = record;
  if (role === "control-plane") return networks;
  return address === "" ? [] : networks.filter(({ subnet }) => grammar.isIn(address, subnet));
}
