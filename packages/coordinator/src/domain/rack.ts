/** What is known of the whole rack at one moment, nodes without a connection included; all that the plan is made from. */
import type { Rack } from "@rackberry/config";
import type { HostNetwork, OperationKind } from "@rackberry/protocol";
import type { MirrorRecord } from "./mirror.ts";
import type { NodeView } from "./next-action.ts";
import type { NodeRecord } from "./node.ts";
import type { AgentView, Offer } from "./rollout.ts";
import type { TokenRecord } from "./tokens.ts";
import type { RequestKind } from "./too-old.ts";

/** What a connected agent said, and what was done with it, since it connected. */
export interface KnownAgent extends Pick<NodeView, "applied" | "complete" | "services" | "done"> {
  /** kubeadm init, on a control plane, or join ended well on this host. */
  readonly inCluster: boolean;
  /** Hash of the CA that its host has; "" when it has none. */
  readonly cluster: string;
  /** Its facts are to be asked for again. */
  readonly isStale: boolean;
  /** Something is under way on it; of unknown kind when somebody else began that. */
  readonly busy: { readonly kind: OperationKind | undefined } | undefined;
  /** Wish for the rack's mirror that was fulfilled, or found fulfilled. */
  readonly mirrored: string | undefined;
  /** Monotonic milliseconds at which names and routes were applied last, and since when it has lacked some. */
  readonly told: number;
  readonly lacksSince: number | undefined;
}

export interface KnownNode {
  readonly record: NodeRecord;
  /** Milliseconds without a connection; undefined while it has one. */
  readonly away: number | undefined;
  /** Undefined without a connection, and while it is still asked what it is at. */
  readonly agent: KnownAgent | undefined;
  readonly kubernetes: NodeView["kubernetes"];
  /** Subnets of its cables. */
  readonly networks: readonly HostNetwork[];
  /** What its agent cannot be asked for: it is older than the coordinator. Empty without a connection. */
  readonly lacks: ReadonlySet<RequestKind>;
  /** A join token of its own, made by kubeadm init, waits for it. */
  readonly hasToken: boolean;
}

export interface RackView {
  readonly rack: Rack;
  readonly ownSerial: string;
  /** Milliseconds since 1970, which may jump, and milliseconds that never do. */
  readonly now: number;
  readonly monotonic: number;
  readonly nodes: readonly KnownNode[];
  /** The one that kubeadm init made: its CA, whether the coordinator has access, and what it put there. */
  readonly cluster: { readonly caHash: string; readonly granted: boolean; readonly content: string } | undefined;
  /** Fingerprint of what the coordinator would put into the cluster now. */
  readonly content: string;
  /** What kubeadm init fixes is written down. */
  readonly hasSettings: boolean;
  readonly mirror: { readonly record: MirrorRecord; readonly wish: string } | undefined;
  /** In full; undefined as long as it is not known, and then why, as a sentence for a person. */
  readonly version: string | undefined;
  readonly versionAwaited: string;
  /** The last question for it that failed, and who took too long for an answer. */
  readonly versionFailure: { readonly by: string; readonly nextTry: number } | undefined;
  readonly silent: ReadonlySet<string>;
  /** Milliseconds by which the control plane begins before its workers. */
  readonly headStart: number;
  /** What `pictl upgrade` asked for, and who has had the turn since when (monotonic). */
  readonly rollout: { readonly offer: Offer; readonly agents: readonly AgentView[] } | undefined;
  readonly turn: Turn | undefined;
  readonly tokens: readonly TokenRecord[];
  /** Ids of the tokens that are kept for their nodes. */
  readonly held: ReadonlySet<string>;
}

export interface Turn {
  /** Of the rollout. */
  readonly id: string;
  readonly name: string;
  readonly since: number;
}
