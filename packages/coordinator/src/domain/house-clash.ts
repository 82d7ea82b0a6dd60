/** Conflicts between the cluster's ranges, which kubeadm init fixes for good, and the nodes' networks. Pure. */
import { houseClashes, type RackConfig } from "@rackberry/config";
import { grammar, type HostNetwork, whatIsBeyond } from "@rackberry/protocol";
import type { KnownNode } from "./rack.ts";

/** A node, and the subnets that its agent reported. */
export type Placed = Pick<KnownNode, "record" | "networks">;

const CONSEQUENCE = "nodes and pods could not reach part of it";

/** A conflict before the cluster is made, as a sentence for a person; "" when there is none. */
export function houseClash(config: RackConfig, nodes: readonly Placed[]): string {
  const [sentence = ""] = houseClashes(config, networksOf(nodes), CONSEQUENCE);
  return sentence;
}

/** The same for an existing cluster: it was moved to another house, or the house got another router. */
export function laterClashes(config: RackConfig, nodes: readonly Placed[]): readonly string[] {
  // A node may well use the cluster's own DNS, and the owner may want the networks beyond other gateways.
  const around = networksOf(nodes).filter(({ what }) => !/^a (?:name server|network beyond) /.test(what));
  return houseClashes(config, around, CONSEQUENCE).map(
    (sentence) =>
      `${sentence}; this requires a new cluster (pictl reset of the control plane) or a different local network`,
  );
}

function networksOf(nodes: readonly Placed[]): readonly HostNetwork[] {
  // The direct network has routes to pods via their nodes, and may keep them after a reset.
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

/** A worker is believed only about the network of its connection: by naming others, it could block kubeadm init. */
function believed({ record, networks }: Placed): readonly HostNetwork[] {
  const { role, address } = record;
  if (role === "control-plane") return networks;
  return address === "" ? [] : networks.filter(({ subnet }) => grammar.isIn(address, subnet));
}
