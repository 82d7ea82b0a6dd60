/** What a connected, adopted node needs next. Pure: looks at what is known, remembers nothing. */
import type { NodeRole } from "@rackberry/config";
import type { OperationKind, ServiceReport } from "@rackberry/protocol";
import type { NodeState } from "./node.ts";

/** What is recorded and what the agent reported, as far as it matters for the decision. */
export interface NodeView {
  readonly name: string;
  readonly role: NodeRole;
  /**
   * Of the spec: nothing applied in this session; all but names and routes; that and the control plane's name; or the spec
   * of this moment.
   */
  readonly applied: "none" | "base" | "control-plane" | "current";
  /** kubeadm init or join ended well on this host, says the agent. */
  readonly inCluster: boolean;
  /** It is in a cluster, but in an earlier one than the rack's. */
  readonly foreignCluster: boolean;
  /** What the API server says of the node; undefined while it says nothing. */
  readonly kubernetes: { readonly ready: boolean; readonly reason: string } | undefined;
  /** A join of it ended well, and nothing has undone that since. */
  readonly wasJoined: boolean;
  /** What was done on it, or found done, in this session. A reset of a worker follows a join that broke off. */
  readonly done: ReadonlySet<OperationKind>;
  /** A join token of its own, made by kubeadm init, waits for it. */
  readonly hasToken: boolean;
  /** Milliseconds since 1970 until which it is given no further token; undefined when it may have one now. */
  readonly nextJoin: number | undefined;
  /** What it needs after it is Ready was applied, too. */
  readonly complete: boolean;
  /** What the agent said last, in this session, of the cluster's services; undefined before it has looked. */
  readonly services: Pick<ServiceReport, "works" | "sentence"> | undefined;
  readonly resetRequested: boolean;
  /** The owner wants another version of its agent, and it is its turn. */
  readonly upgradeDue: boolean;
}

export interface ClusterView {
  /** kubeadm init has ended well. */
  readonly initialised: boolean;
  /** Which Pi is to make the cluster, when it has not come yet, as a sentence for a person; "" when it has. */
  readonly masterAwaited: string;
  /** Why rack.yaml's ranges cannot be where the nodes are, as a sentence for a person; "" when they can. */
  readonly houseClash: string;
  /** Why one node more gets no addresses for its pods, as a sentence for a person; "" when it does. */
  readonly noRoom: string;
  /** Name of another node that is the cluster's control plane; "" when there is none. */
  readonly otherControlPlane: string;
  /** The coordinator has its access, and a pod network was applied. */
  readonly granted: boolean;
  /** What the coordinator put into the cluster, access rights and pod network, is what it would put there now. */
  readonly converged: boolean;
  /** The master has the rack's mirror to fill, to check once in this session, or to take away. */
  readonly mirrorDue: boolean;
  /** It is filled for the first time: who is not in the cluster yet may have no other way to packages and images. */
  readonly mirrorAwaited: boolean;
  /** Milliseconds since 1970 until which the control plane goes first; undefined when it needs no head start (any more). */
  readonly headStart: number | undefined;
  /** Others are on their way into the cluster: what their Pis, the network and the control plane have now is theirs. */
  readonly othersOnTheirWay: boolean;
  /** Why it is not known yet which version of Kubernetes the rack gets, as a sentence for a person; "" when it is. */
  readonly versionAwaited: string;
}

/** Groundwork: what takes no download, while the control plane goes first. Prepare: what a node must have to join. Refresh: names and routes. Complete: what can wait until it is Ready. */
export type ApplyPart = "groundwork" | "prepare" | "refresh" | "complete";
/** What a node's agent is told to do. */
export type WorkKind = Exclude<OperationKind, "apply"> | ApplyPart;

/** The operation that an agent is sent for each. */
const OPERATION_OF: { readonly [K in ApplyPart]: "apply" } & { readonly [K in Exclude<WorkKind, ApplyPart>]: K } = {
  ...{ groundwork: "apply", prepare: "apply", refresh: "apply", complete: "apply" },
  ...{ init: "init", grant: "grant", join: "join", reset: "reset", mirror: "mirror", upgrade: "upgrade" },
};

export const operationOf = (work: WorkKind): OperationKind => OPERATION_OF[work];

export const isPart = (work: WorkKind): work is ApplyPart => OPERATION_OF[work] === "apply";

/** Whether an agent is told to do it; all else is waiting. */
export const isWork = (kind: string): kind is WorkKind => Object.hasOwn(OPERATION_OF, kind);

export type Action =
  | { readonly kind: WorkKind }
  /** Which version of Kubernetes it gets is not known yet, and without that nothing of what it shall be. */
  | { readonly kind: "await-version"; readonly reason: string }
  /** The mirror is not filled yet. */
  | { readonly kind: "await-mirror" }
  /** The control plane is not there yet; `detail` says for whom it waits, when that is not plain. */
  | { readonly kind: "wait"; readonly detail?: string }
  /** Kubernetes has it Ready, and its agent says that it is in no cluster: one of them is wrong. */
  | { readonly kind: "await-departure"; readonly name: string }
  /** It was given a token, and did not become part of the cluster with it. */
  | { readonly kind: "await-join"; readonly until: number }
  /** All workers wait for the control plane in the end, so it has the line to packages for itself at first. */
  | { readonly kind: "await-head-start"; readonly until: number }
  /** What can wait until it is Ready waits for the others, too. */
  | { readonly kind: "await-others" }
  /** Nothing is done on it until a person says so. */
  | { readonly kind: "stop"; readonly reason: string }
  /** In the cluster, and Kubernetes does not call it Ready, or its services cannot be used from it. */
  | { readonly kind: "verify" }
  | { readonly kind: "nothing" };

/** The one thing to do next; call it again after every change. */
export function nextAction(node: NodeView, cluster: ClusterView): Action {
  if (node.resetRequested) return { kind: "reset" };
  // Before all else, since a new agent may be what mends the rest; to what runs on the node it makes no difference.
  if (node.upgradeDue) return { kind: "upgrade" };
  // What another control plane made is not undone, nor mixed with this one, by a coordinator that draws conclusions.
  if (node.inCluster && node.foreignCluster) return { kind: "stop", reason: foreignReason(node.name) };
  if (!node.inCluster && cluster.noRoom) return { kind: "stop", reason: cluster.noRoom };
  if (node.applied === "none") {
    if (cluster.versionAwaited) return { kind: "await-version", reason: cluster.versionAwaited };
    if (node.role === "control-plane" || node.inCluster) return { kind: "prepare" };
    if (cluster.mirrorAwaited) return { kind: "await-mirror" };
    if (cluster.headStart === undefined) return { kind: "prepare" };
    // Above all the reboot that the memory controller takes.
    return node.done.has("apply") ? { kind: "await-head-start", until: cluster.headStart } : { kind: "groundwork" };
  }
  // It needs no name but its own, and everybody waits for it. Repeating init on a control plane that runs tells again
  // which cluster it has, and repeating grant gives the coordinator its credentials again.
  if (node.role === "control-plane") {
    if (!node.inCluster && cluster.houseClash) return { kind: "stop", reason: cluster.houseClash };
    if (!node.inCluster && cluster.otherControlPlane) {
      return { kind: "stop", reason: secondReason(cluster.otherControlPlane) };
    }
    if (!(node.inCluster && cluster.initialised)) return { kind: "init" };
    if (!cluster.granted) return { kind: "grant" };
  }
  const join = cluster.initialised && !node.inCluster ? nextJoin(node, cluster) : undefined;
  // Join looks the control plane up by its name, and nobody else: while others arrive, who waited for all names would not
  // join before the last of them is here.
  const mayJoin = join?.kind === "join" && node.applied === "control-plane";
  if (node.applied !== "current" && !mayJoin) return { kind: "refresh" };
  if (!cluster.initialised) return { kind: "wait", ...(cluster.masterAwaited && { detail: cluster.masterAwaited }) };
  if (join) return join;
  // Whether it is Ready or not: a pod network that an earlier version put there may be what keeps it from that.
  if (node.role === "control-plane" && !cluster.converged) return { kind: "grant" };
  if (node.role === "control-plane" && cluster.mirrorDue) return { kind: "mirror" };
  if (!isReady(node)) return { kind: "verify" };
  if (node.complete) return { kind: "nothing" };
  return { kind: cluster.othersOnTheirWay ? "await-others" : "complete" };
}

function nextJoin(node: NodeView, cluster: ClusterView): Action {
  // An agent that says it once too often would have a token for the asking. But a plug that is pulled in the middle of a
  // join leaves a kubelet that is in the cluster all the same: that goes, and Kubernetes has to notice. Of a kubelet that
  // was kept it never does.
  if (node.kubernetes?.ready) {
    return node.wasJoined || node.done.has("reset") ? { kind: "await-departure", name: node.name } : { kind: "reset" };
  }
  // Without a token that init has made the coordinator needs its access to make one.
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

/** Ready means that it works: a kubelet is content while no pod reaches anything. */
const isReady = ({ kubernetes, services }: NodeView): boolean => kubernetes?.ready === true && services?.works === true;

/** The state that a person is shown while `action` is under way. */
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
      // Looking after a node that is in the cluster is no news.
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
    // A link that swallows large packets stops the kubelet, too, which then says only that it has stopped.
    return services?.works === false ? `${words.replace(/\.$/, "")}; ${services.sentence}` : words;
  }
  if (!services) return "in the cluster and Ready; its agent is checking the cluster's services";
  return `in the cluster and Ready, but ${services.sentence}`;
}
