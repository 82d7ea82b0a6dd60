/** Whether the pod subnet has addresses for one node more: Kubernetes would call it Ready, and no pod would start. Pure. */
import { nodesIn } from "@rackberry/config";
import type { NodeRecord } from "./node.ts";

type Guest = Pick<NodeRecord, "name" | "role" | "clusterHash">;

/** A sentence for a person when those before this node take all of it, "" when there is room. `all` is in order of arrival. */
export function noRoom({ name }: Pick<Guest, "name">, all: readonly Guest[], podSubnet: string): string {
  const room = nodesIn(podSubnet);
  const rank = ({ role, clusterHash }: Guest) => (role === "control-plane" ? 0 : clusterHash === "" ? 2 : 1);
  const before = [...all].sort((a, b) => rank(a) - rank(b)).findIndex((node) => node.name === name);
  if (before < room) return "";
  return (
    `podSubnet ${podSubnet} has room for ${room} nodes, because each takes a /24, and ${before} came before this one: ` +
    "leave this node out, or make a new cluster with a larger podSubnet (pictl reset of the control plane)"
  );
}
