/** Whether the pod subnet has room for one more node: without it, the node would be Ready but start no pods. Pure. */
import { nodesIn } from "@rackberry/config";
import type { NodeRecord } from "./node.ts";

type Guest = Pick<NodeRecord, "name" | "role" | "clusterHash">;

/**
 * Returns, for each node, a sentence for a person when the nodes before it take up the whole subnet, "" when there is
 * room. `all` is in order of arrival.
 */
export function noRoom(all: readonly Guest[], podSubnet: string): (node: Pick<Guest, "name">) => string {
  const room = nodesIn(podSubnet);
  if (all.length <= room) return () => "";
  const rank = ({ role, clusterHash }: Guest) => (role === "control-plane" ? 0 : clusterHash === "" ? 2 : 1);
  const sorted = [...all].sort((a, b) => rank(a) - rank(b));
  const place = new Map(sorted.map(({ name }, index) => [name, index]));
  return ({ name }) => {
    const before = place.get(name) ?? 0;
    if (before < room) return "";
    return (
      `podSubnet ${podSubnet} has room for ${room} nodes, because each takes a /24, and ${before} came before this one: ` +
      "leave this node out, or make a new cluster with a larger podSubnet (pictl reset of the control plane)"
    );
  };
}
