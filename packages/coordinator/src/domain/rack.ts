/** What is known of the whole rack at one moment, disconnected nodes included: the plan's only input. */
import type { Rack } from "@rackberry/config";
import type { HostNetwork, OperationKind } from "@rackberry/protocol";
import type { MirrorRecord } from "./mirror.ts";
import type { NodeView } from "./next-action.ts";
import type { NodeRecord } from "./node.ts";
import type { AgentView, Offer } from "./rollout.ts";
import type { TokenRecord } from "./tokens.ts";
import type { RequestKind } from "./too-old.ts";

/** What a connected agent has reported, and what was done with it, since it connected. */
export interface KnownAgent extends Pick<NodeView, "applied" | "complete" | "services" | "done"> {
  /** kubeadm init (on a control plane) or join succeeded on this host. */
  readonly inCluster: boolean;
  /** Hash of the cluster CA on its host; "" when it has none. */
  readonly cluster: string;
  /** Its facts must be requested again. */
  readonly isStale: boolean;
  /** What is under way on it; the kind is unknown when this coordinator did not start it. */
  readonly busy: { readonly kind: OperationKind | undefined } | undefined;
  /** The mirror wish that was fulfilled, or found to be fulfilled. */
  readonly mirrored: string | undefined;
  /** Monotonic milliseconds: when names and routes were last applied, and since when it has lacked some. */
  readonly told: number;
  readonly lacksSince: number | undefined;
}

export interface KnownNode {
  readonly record: NodeRecord;
  /** Milliseconds without a connection; undefined while it has one. */
  readonly away: number | undefined;
  /** Undefined without a connection, and until the agent has reported what it is doing. */
  readonly agent: KnownAgent | undefined;
  readonly kubernetes: NodeView["kubernetes"];
  /** The networks that its agent reports. */
  readonly networks: readonly HostNetwork[];
  /** Requests that its agent is too old to support. Empty without a connection. */
  readonly lacks: ReadonlySet<RequestKind>;
  /** kubeadm init made a join token for it, which is still unused. */
  readonly hasToken: boolean;
}

export interface RackView {
  readonly rack: Rack;
  readonly ownSerial: string;
  /** Milliseconds since 1970, which may jump, and monotonic milliseconds, which never do. */
  readonly now: number;
  readonly monotonic: number;
  readonly nodes: readonly KnownNode[];
  /** The cluster that kubeadm init made: its CA, whether the coordinator has access, and what it put there. */
  readonly cluster: { readonly caHash: string; readonly granted: boolean; readonly content: string } | undefined;
  /** Fingerprint of what the coordinator would put into the cluster now. */
  readonly content: string;
  /** The settings that kubeadm init fixes are stored. */
  readonly hasSettings: boolean;
  readonly mirror: { readonly record: MirrorRecord; readonly wish: string } | undefined;
  /** The full version of Kubernetes; while it is undefined, `versionAwaited` says why, as a sentence for a person. */
  readonly version: string | undefined;
  readonly versionAwaited: string;
  /** The last request for the version that failed, and the nodes that took too long to answer. */
  readonly versionFailure: { readonly by: string; readonly nextTry: number } | undefined;
  readonly silent: ReadonlySet<string>;
  /** Milliseconds by which the control plane begins before its workers. */
  readonly headStart: number;
  /** What `pictl upgrade` asked for, and which node has had the turn since when (monotonic). */
  readonly rollout: { readonly offer: Offer; readonly agents: readonly AgentView[] } | undefined;
  readonly turn: Turn | undefined;
  readonly tokens: readonly TokenRecord[];
  /** Ids of tokens reserved for their nodes. */
  readonly held: ReadonlySet<string>;
}

export interface Turn {
  /** Id of the rollout. */
  readonly id: string;
  readonly name: string;
  readonly since: number;
}
