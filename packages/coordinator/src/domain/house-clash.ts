/** The cluster's ranges against the networks that the nodes are on: kubeadm init fixes the former for good. Pure. */
import { houseClashes, type RackConfig } from "@rackberry/config";
import { grammar, type HostNetwork } from "@rackberry/protocol";
import type { KnownNode } from "./rack.ts";

/** As a sentence for a person; "" when there is none. */
export function houseClash(config: RackConfig, nodes: readonly Pick<KnownNode, "record" | "networks">[]): string {
  const networks = nodes.flatMap((node) =>
    believed(node).map(({ subnet, what }) => ({ subnet, what: `${node.record.name}'s network (${what})` })),
  );
  const [sentence = ""] = houseClashes(config, networks, "part of it could not be reached from nodes and pods");
  return sentence;
}

/** A worker is believed about the network by which it is connected: it could keep a cluster from being made with others. */
function believed({ record, networks }: Pick<KnownNode, "record" | "networks">): readonly HostNetwork[] {
  const { role, address } = record;
  if (role === "control-plane") return networks;
  return address === "" ? [] : networks.filter(({ subnet }) => grammar.isIn(address, subnet));
}
