/** What a connected, adopted node needs next. Pure: depends only on its arguments and remembers nothing. */
import type { NodeRole } from "@rackberry/config";
import type { OperationKind, ServiceReport } from "@rackberry/protocol";
import type { NodeState } from "./node.ts";

/** What is recorded and what the agent reported, as far as the decision needs it. */
export interface NodeView {
  readonly name: string;
  readonly role: NodeRole;
  /**
   * How much of the spec was applied in this session: nothing; all but names and routes; that and the control plane's
   * name; or all of the current spec.
   */
  readonly applied: "none" | "base" | "control-plane" | "current";
  /** The agent reports that kubeadm init or join succeeded on this host. */
  readonly inCluster: boolean;
  /** It is in a cluster, but not in the rack's current one. */
  readonly foreignCluster: boolean;
  /** What the API server reports about the node; undefined while it reports nothing. */
  readonly kubernetes: { readonly ready: boolean; readonly reason: string } | undefined;
  /** It joined successfully, and nothing has undone that since. */
  readonly wasJoined: boolean;
  /** Operations carried out on it, or found done, in this session. A worker is reset after an interrupted join. */
  readonly done: ReadonlySet<OperationKind>;
  /** kubeadm init made a join token for it, which is still unused. */
  readonly hasToken: boolean;
  /** Milliseconds since 1970 before which it gets no further token; undefined when it may get one now. */
  readonly nextJoin: number | undefined;
  /** The steps that can wait until it is Ready have been applied, too. */
  readonly complete: boolean;
  /** The agent's latest report on the cluster's services in this session; undefined before the first. */
  readonly services: Pick<ServiceReport, "works" | "sentence"> | undefined;
  readonly resetRequested: boolean;
  /** The owner wants another version of its agent, and it is this node's turn. */
  readonly upgradeDue: boolean;
}

export interface ClusterView {
  /** kubeadm init has succeeded. */
  readonly initialised: boolean;
  /** Which Pi is to make the cluster, as a sentence for a person; "" once it has arrived. */
  readonly masterAwaited: string;
  /** Why rack.yaml's ranges conflict with the nodes' networks, as a sentence for a person; "" when they do not. */
  readonly houseClash: string;
  /** Why there are no pod addresses for this node, as a sentence for a person; "" when there are. */
  readonly noRoom: string;
  /** Name of another node that is the cluster's control plane; "" when there is none. */
  readonly otherControlPlane: string;
  /** The coordinator has access to the cluster, and a pod network was applied. */
  readonly granted: boolean;
  /** The access rights and the pod network that the coordinator put into the cluster are up to date. */
  readonly converged: boolean;
  /** The master has to fill the rack's mirror, check it once in this session, or remove it. */
  readonly mirrorDue: boolean;
  /** It is being filled for the first time, and may be the only source of packages and images for nodes to come. */
  readonly mirrorAwaited: boolean;
  /** Milliseconds since 1970 until which the control plane goes first; undefined when it needs no head start. */
  readonly headStart: number | undefined;
  /** Others are on their way into the cluster: Pis, network and control plane are left to them for now. */
  readonly othersOnTheirWay: boolean;
  /** Why the rack's version of Kubernetes is not known yet, as a sentence for a person; "" when it is. */
  readonly versionAwaited: string;
}

/**
 * Groundwork: what needs no download, while the control plane goes first. Prepare: what a node must have to join.
 * Refresh: names and routes. Complete: what can wait until the node is Ready.
 */
export type ApplyPart = "groundwork" | "prepare" | "refresh" | "complete";
/** What a node's agent can be told to do. */
export type WorkKind = Exclude<OperationKind, "apply"> | ApplyPart;

/** The operation sent to the agent for each kind of work. */
const OPERATION_OF: { readonly [K in ApplyPart]: "apply" } & { readonly [K in Exclude<WorkKind, ApplyPart>]: K } = {
  ...{ groundwork: "apply", prepare: "apply", refresh: "apply", complete: "apply" },
  ...{ init: "init", grant: "grant", join: "join", reset: "reset", mirror: "mirror", upgrade: "upgrade" },
};

export const operationOf = (work: WorkKind): OperationKind => OPERATION_OF[work];

export const isPart = (work: WorkKind): work is ApplyPart => OPERATION_OF[work] === "apply";

/** Whether it is something an agent is told to do; all other actions are waiting. */
export const isWork = (kind: string): kind is WorkKind => Object.hasOwn(OPERATION_OF, kind);

export type Action =
  | { readonly kind: WorkKind }
  /** Its version of Kubernetes is not known yet, and without it there is no spec. */
  | { readonly kind: "await-version"; readonly reason: string }
  /** The mirror is not filled yet. */
  | { readonly kind: "await-mirror" }
  /** The control plane does not exist yet; `detail` says which Pi it waits for, when that is not obvious. */
  | { readonly kind: "wait"; readonly detail?: string }
  /** Kubernetes reports it Ready, but its agent reports that it is in no cluster: one of them is wrong. */
  | { readonly kind: "await-departure"; readonly name: string }
  /** It was given a token, but did not join the cluster with it. */
  | { readonly kind: "await-join"; readonly until: number }
  /** In the end all workers wait for the control plane, so at first it has the download bandwidth to itself. */
  | { readonly kind: "await-head-start"; readonly until: number }
  /** What can wait until this node is Ready also waits for the others. */
  | { readonly kind: "await-others" }
  /** Nothing is done on it until the owner acts. */
  | { readonly kind: "stop"; readonly reason: string }
  /** In the cluster, but Kubernetes does not report it Ready, or the cluster's services do not work from it. */
  | { readonly kind: "verify" }
  | { readonly kind: "nothing" };

/** The one thing to do next; call it again after every change. */
export function nextAction(node: NodeView, cluster: ClusterView): Action {
  if (node.resetRequested) return { kind: "reset" };
  // Before all else: a new agent may fix the rest, and replacing it does not disturb what runs on the node.
  if (node.upgradeDue) return { kind: "upgrade" };
  // The coordinator never undoes another control plane's work, or mixes it with this cluster, on its own initiative.
  if (node.inCluster && node.foreignCluster) return { kind: "stop", reason: foreignReason(node.name) };
  if (!node.inCluster && cluster.noRoom) return { kind: "stop", reason: cluster.noRoom };
  if (node.applied === "none") {
    if (cluster.versionAwaited) return { kind: "await-version", reason: cluster.versionAwaited };
    if (node.role === "control-plane" || node.inCluster) return { kind: "prepare" };
    if (cluster.mirrorAwaited) return { kind: "await-mirror" };
    if (cluster.headStart === undefined) return { kind: "prepare" };
    // Groundwork includes the reboot that the memory controller needs.
    return node.done.has("apply") ? { kind: "await-head-start", until: cluster.headStart } : { kind: "groundwork" };
  }
  // It needs no name but its own, and all others wait for it. Repeating init on a running control plane reports its
  // cluster again, and repeating grant gives the coordinator its credentials again.
  if (node.role === "control-plane") {
    if (!node.inCluster && cluster.houseClash) return { kind: "stop", reason: cluster.houseClash };
    if (!node.inCluster && cluster.otherControlPlane) {
      return { kind: "stop", reason: secondReason(cluster.otherControlPlane) };
    }
    if (!(node.inCluster && cluster.initialised)) return { kind: "init" };
    if (!cluster.granted) return { kind: "grant" };
  }
  const join = cluster.initialised && !node.inCluster ? nextJoin(node, cluster) : undefined;
  // Join looks up only the control plane by name. If a node waited for all names while others arrive, it could not join
  // before the last of them is there.
  const mayJoin = join?.kind === "join" && node.applied === "control-plane";
  if (node.applied !== "current" && !mayJoin) return { kind: "refresh" };
  if (!cluster.initialised) return { kind: "wait", ...(cluster.masterAwaited && { detail: cluster.masterAwaited }) };
  if (join) return join;
  // Whether it is Ready or not: a pod network from an earlier version may be what keeps it from becoming Ready.
  if (node.role === "control-plane" && !cluster.converged) return { kind: "grant" };
  if (node.role === "control-plane" && cluster.mirrorDue) return { kind: "mirror" };
  if (!isReady(node)) return { kind: "verify" };
  if (node.complete) return { kind: "nothing" };
  return { kind: cluster.othersOnTheirWay ? "await-others" : "complete" };
}

function nextJoin(node: NodeView, cluster: ClusterView): Action {
  // Otherwise an agent could get tokens just by claiming to be in no cluster. But a power failure in the middle of a
  // join leaves a kubelet that is in the cluster all the same: the reset removes it, so that Kubernetes notices, which
  // it never would if the kubelet stayed.
  if (node.kubernetes?.ready) {
    return node.wasJoined || node.done.has("reset") ? { kind: "await-departure", name: node.name } : { kind: "reset" };
  }
  // Unless init made a token for it, the coordinator needs access to the cluster to make one.
  if (!cluster.granted && !node.hasToken) return { kind: "wait" };
  return node.nextJoin === undefined ? { kind: "join" } : { kind: "await-join", until: node.nextJoin };
}

const foreignReason = (name: string): string =>
  "is in a different cluster: the control plane has made a new one since this node joined; " +
  `to move it to the new one: pictl reset ${name}`;

const secondReason = (name: string): string =>
  `the cluster already has its control plane, ${name}, and cannot have a second one yet: rack.yaml must name only one`;

const departureReason = (name: string): string =>
  "Kubernetes calls it Ready, but its agent says that it is in no cluster: it joins again once Kubernetes has noticed; " +
  `if that takes longer than two minutes: pictl reset ${name}`;

/** Ready means that it works: a kubelet reports Ready even when no pod can reach anything. */
const isReady = ({ kubernetes, services }: NodeView): boolean => kubernetes?.ready === true && services?.works === true;

/** The state that is shown to a person while `action` is under way. */
export function stateDuring(action: Action, node: NodeView): NodeState {
  switch (action.kind) {
    case "init":
      return { phase: "initialising" };
    case "join":
      return { phase: "joining" };
    case "wait":
      return { phase: "prepared", ...(action.detail && { detail: `prepared; ${action.detail}` }) };
    case "await-mirror":
      return { phase: "adopted", detail: "waits until the rack's mirror is filled: pictl status shows the progress" };
    case "groundwork":
      return { phase: "adopted", detail: "is set up as far as that needs no download: the control plane goes first" };
    case "await-head-start":
      return { phase: "adopted", detail: "waits a few seconds: the control plane goes first" };
    case "await-departure":
      return { phase: "prepared", detail: departureReason(action.name) };
    case "await-join":
      return { phase: "failed", cause: "kubeadm join ended, but the cluster has no such node", nextTry: action.until };
    case "stop":
      return { phase: "failed", cause: action.reason };
    case "nothing":
    case "await-others":
      return { phase: "ready" };
    case "verify":
      return settling(node);
    case "grant":
    case "complete":
    case "mirror":
      return inClusterState(node);
    case "reset":
      return { phase: "preparing" };
    case "await-version":
    case "prepare":
    case "refresh":
    case "upgrade":
      // Maintaining a node that is in the cluster does not change its state.
      if (node.inCluster) return inClusterState(node);
      if (action.kind === "await-version") return { phase: "adopted", detail: action.reason };
      return action.kind === "refresh" ? { phase: "prepared" } : { phase: "preparing" };
    default:
      return action satisfies never;
  }
}

const inClusterState = (node: NodeView): NodeState => (isReady(node) ? { phase: "ready" } : settling(node));

function settling(node: NodeView): NodeState {
  return { phase: node.role === "control-plane" ? "initialising" : "joining", detail: settlingDetail(node) };
}

function settlingDetail({ kubernetes, services }: NodeView): string {
  if (!kubernetes?.ready) {
    const waits = "in the cluster, waiting for Kubernetes to call it Ready";
    const words = kubernetes?.reason ? `in the cluster, not Ready: ${kubernetes.reason}` : waits;
    // A link that drops large packets stops the kubelet, too; Kubernetes then reports only that it has stopped.
    return services?.works === false ? `${words.replace(/\.$/, "")}; ${services.sentence}` : words;
  }
  if (!services) return "in the cluster and Ready; its agent is checking the cluster's services";
  return `in the cluster and Ready, but ${services.sentence}`;
}
