/** A node as the coordinator knows it: its record and its state. */
import type { NodePhase, NodeRole } from "@rackberry/config";
import type { OperationKind } from "@rackberry/protocol";

/** The state of a node; each case carries only what is true in it. Times are milliseconds since 1970. */
export type NodeState =
  | { readonly phase: "seen" | "adopting" | "preparing" | "ready" | "lost" }
  | { readonly phase: "adopted" | "prepared" | "initialising" | "joining" | "rebooting"; readonly detail?: string }
  /** Without `nextTry` it needs the owner. */
  | { readonly phase: "failed"; readonly cause: string; readonly nextTry?: number }
  | { readonly phase: "pending" | "refused"; readonly reason: string };

interface RecordedOperation {
  readonly id: string;
  readonly kind: OperationKind;
}

/** What is stored about a node. Empty strings stand for what is not known yet. */
export interface NodeRecord {
  /** RFC 1123 label, kept for good; also the Kubernetes node name. */
  readonly name: string;
  readonly role: NodeRole;
  readonly serial: string;
  readonly model: string;
  /** SHA-256 of the agent's public key: its identity. */
  readonly keyHash: string;
  /** Card that introduced the agent. */
  readonly cardId: string;
  /** Where it was last reached: host:port. */
  readonly endpoint: string;
  /** IPv4 address for hosts files, routes and the kubelet. */
  readonly address: string;
  readonly phase: NodePhase;
  readonly detail: string;
  readonly since: number;
  readonly nextTry: number | undefined;
  /** Pod subnet that Kubernetes gave the node. */
  readonly podSubnet: string;
  /** CA hash of the cluster that the node is in. */
  readonly clusterHash: string;
  /** Sent or about to be sent, with no result recorded yet. */
  readonly operation: RecordedOperation | undefined;
  /** The agent's version, as reported on its last connection. */
  readonly agentVersion: string;
  /** The owner ran `pictl reset`, and the reset is not done yet. */
  readonly resetRequested: boolean;
  /** Number of join tokens given to it since Kubernetes last reported it Ready. */
  readonly joins: number;
  /** When it was given the last of them, or last reported the result of a join. */
  readonly joinedAt: number;
}

/** A sentence for a person. */
export function describe(state: NodeState): string {
  switch (state.phase) {
    case "seen":
      return "connected for the first time";
    case "adopting":
      return "being adopted";
    case "pending":
    case "refused":
      return state.reason;
    case "adopted":
      return state.detail ?? "adopted";
    case "preparing":
      return "being prepared";
    case "rebooting":
      return state.detail ?? "rebooting";
    case "prepared":
      return state.detail ?? "prepared, waiting for the control plane";
    case "initialising":
      return state.detail ?? "kubeadm init";
    case "joining":
      return state.detail ?? "kubeadm join";
    case "ready":
      return "ready";
    case "failed":
      return state.cause;
    case "lost":
      return "does not answer: is it powered, and is its cable plugged in?";
    default:
      return state satisfies never;
  }
}

/**
 * The leading control plane: it has the API address and the mirror, and its network is the one for all nodes. One that
 * is in the cluster comes before one that is not in it yet; undefined while there is none.
 */
export function controlPlaneOf<N extends Pick<NodeRecord, "role" | "clusterHash">>(nodes: readonly N[]): N | undefined {
  const planes = nodes.filter(({ role }) => role === "control-plane");
  return planes.find(({ clusterHash }) => clusterHash !== "") ?? planes[0];
}

/** Whether the cluster would be lost with this node: it is the only control plane in it. */
export function isLastControlPlane(
  nodes: readonly Pick<NodeRecord, "name" | "role" | "clusterHash">[],
  name: string,
): boolean {
  const planes = nodes.filter(({ role }) => role === "control-plane");
  const isOther = (node: (typeof planes)[number]) => node.name !== name && node.clusterHash !== "";
  return planes.some((node) => node.name === name) && !planes.some(isOther);
}
