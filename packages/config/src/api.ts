/** The messages between pictl and the coordinator's API (JSON over HTTPS), and the port that the API serves. */

import type { ContainerWords, SignedPackage } from "@rackberry/protocol";
import type { RackChange } from "./rack-changes.ts";
import type { RackFiles } from "./rack-files.ts";

/** A Pi's phases as the coordinator sees them. `pending` needs the owner; `refused` is final. */
export const NODE_PHASES = [
  "seen",
  "adopting",
  "pending",
  "adopted",
  "preparing",
  "rebooting",
  "prepared",
  "initialising",
  "joining",
  "ready",
  "failed",
  "lost",
  "refused",
] as const;
export type NodePhase = (typeof NODE_PHASES)[number];
export type NodeRole = "control-plane" | "worker";

/** A Pi's hardware, as reported by its agent; 0 and "" where unknown. */
export interface Hardware {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** The card, and disks. */
  readonly disks: readonly { readonly name: string; readonly kind: string; readonly bytes: number }[];
  /** Network ports with a cable; speed in megabits per second. */
  readonly ports: readonly { readonly name: string; readonly speed: number }[];
}

/** Versions of a Pi's software, as its makers write them; "" if not installed. */
export interface Software {
  readonly kernel: string;
  readonly kubelet: string;
  readonly containerd: string;
}

export interface NodeStatus {
  readonly name: string;
  readonly role: NodeRole;
  readonly serial: string;
  /** Id of the card that introduced it, 32 hex digits; absent if none did. */
  readonly cardId?: string;
  /** From the device tree: Raspberry Pi 4 Model B Rev 1.4. */
  readonly model: string;
  /** Last known IPv4 address. */
  readonly address?: string;
  readonly phase: NodePhase;
  /** A sentence for a person: what is happening now, or why it failed and what to do. */
  readonly detail: string;
  /** Version of its agent, as reported on its last connection. */
  readonly agentVersion?: string;
  /** When this phase began, milliseconds since 1970. */
  readonly since: number;
  /** `failed` only: when the next attempt is made, milliseconds since 1970. */
  readonly nextTry?: number;
  /** Container messages that may explain why the cluster's services cannot be used from here, if not in `detail`. */
  readonly culprits?: readonly ContainerWords[];
  /** Only for a connected node whose hardware has been read since it booted. */
  readonly hardware?: Hardware;
  /** Only for a connected node. */
  readonly software?: Software;
}

/** An agent that has no place in the rack: pending or refused. */
export interface Stranger {
  readonly serial: string;
  readonly address: string;
  /** Key hash of the agent, 64 lower-case hex digits. */
  readonly fingerprint: string;
  /** A sentence for a person: why it is not in the rack, and what would let it in. */
  readonly reason: string;
  readonly since: number;
}

/** One period of a node in a phase; without `endedAt`, it is the current one. */
export interface TimelineEntry {
  readonly node: string;
  readonly phase: NodePhase;
  readonly startedAt: number;
  readonly endedAt?: number;
}

/** One step that an agent ran. */
export interface StepRecord {
  readonly node: string;
  readonly step: string;
  readonly outcome: "ok" | "changed" | "would-change" | "failed" | "started";
  /** Duration of checks and change together, milliseconds. */
  readonly durationMs: number;
  /** The part of durationMs spent waiting for other programs (apt, kubeadm). */
  readonly toolMs: number;
  /** When the step ended, milliseconds since 1970. */
  readonly atMs: number;
  readonly sentence: string;
}

/** A node's progress towards the agent version that the owner wants. */
export interface RolloutNode {
  readonly name: string;
  /** An `away` node is upgraded when it returns; an `unfit` one is left as it is, and `detail` says why. */
  readonly state: "done" | "waiting" | "upgrading" | "away" | "unfit";
  /** A sentence for a person, without the node's name. */
  readonly detail: string;
}

/** What became of the last `pictl upgrade`. */
export interface RolloutStatus {
  readonly id: string;
  readonly version: string;
  readonly startedAt: number;
  /** `done` once no node is waiting for its turn; nodes that are away at that time are upgraded later. */
  readonly state: "running" | "done" | "halted";
  /** `halted` only: the node that failed, and why. */
  readonly haltedAt?: string;
  readonly reason?: string;
  readonly nodes: readonly RolloutNode[];
}

/** The rack's mirror of packages and images on the master. */
export interface MirrorStatus {
  /** `failed` is tried again; the earlier content is still served meanwhile. */
  readonly state: "filling" | "filled" | "failed" | "removing";
  /** A sentence for a person. */
  readonly detail: string;
  /** Full names of the images besides those that Kubernetes needs. */
  readonly images: readonly string[];
}

export interface RackStatus {
  readonly rack: string;
  /** The full version, 1.36.3; the minor from rack.yaml until its newest version is known. */
  readonly kubernetesVersion: string;
  /** The minor in rack.yaml, 1.36, when the version above was found for it. */
  readonly kubernetesWanted?: string;
  /** Sentences about the whole rack, for a person. */
  readonly notices: readonly string[];
  /** `server` is host:port of the API server, once there is one. */
  readonly cluster: { readonly state: "none" | "initialising" | "up"; readonly server?: string };
  /** Control plane first, then by name. */
  readonly nodes: readonly NodeStatus[];
  /** Absent until the first `pictl upgrade`. */
  readonly rollout?: RolloutStatus;
  readonly strangers: readonly Stranger[];
  /** Absent while no mirror is wanted. */
  readonly mirror?: MirrorStatus;
}

/** The history, as far as it is kept; sent only on request. */
export interface RackHistory {
  readonly timeline: readonly TimelineEntry[];
  /** Newest last. */
  readonly steps: readonly StepRecord[];
}

/** One node with its own history. */
export interface NodeDetails extends RackHistory {
  readonly node: NodeStatus;
}

export interface Kubeconfig {
  /** YAML. */
  readonly kubeconfig: string;
}

/** What would change on each node; making the report changes nothing. */
export interface PlanReport {
  /** As in RackStatus. */
  readonly notices: readonly string[];
  /** How the planned rack.yaml differs from the one in force; `refused`: why `pictl apply` would reject it. */
  readonly wishes?: { readonly changes: readonly RackChange[]; readonly refused: readonly string[] };
  readonly nodes: readonly {
    readonly name: string;
    /** `isNote`: a remark; nothing would change. */
    readonly changes: readonly { readonly step: string; readonly sentence: string; readonly isNote?: true }[];
    /** Why this node could not be checked. */
    readonly error?: string;
    /** Why it is not ready although it is in the cluster and no change is needed. */
    readonly trouble?: string;
    /** As in NodeStatus. */
    readonly culprits?: readonly ContainerWords[];
  }[];
}

/** What `pictl apply` changed; nothing when this rack.yaml was already in force. */
export interface ApplyReport {
  readonly changes: readonly RackChange[];
}

/** The coordinator as its API sees it. Every method rejects with an AppError; unknown nodes are `invalid`. */
export interface RackControl {
  status(): RackStatus;
  /** The status now, then after every change; ends when the signal aborts. A slow reader may miss states in between. */
  watch(signal: AbortSignal): AsyncIterable<RackStatus>;
  history(): RackHistory;
  details(node: string): NodeDetails;
  /** The plan for the rack.yaml in force, or as if `wishes` were applied. */
  plan(wishes?: RackFiles): Promise<PlanReport>;
  /** Replaces rack.yaml and its companion files, effective at once; `refused` names values that init has fixed. */
  apply(wishes: RackFiles): Promise<ApplyReport>;
  /** Lets a pending Pi in. `fingerprint` (64 hex digits) must match, and is required when no card introduced it. */
  adopt(nameOrSerial: string, options: { readonly fingerprint?: string }): Promise<void>;
  /** The agent's journal, line by line; ends after those lines, or with `follow` when the signal aborts. */
  logs(
    node: string,
    options: { readonly follow: boolean; readonly lines: number },
    signal: AbortSignal,
  ): AsyncIterable<string>;
  /** The administrator's kubeconfig, fetched from the control plane and never stored. */
  kubeconfig(): Promise<string>;
  /**
   * Makes the master the rack's mirror, or makes it download again; images are added to those of earlier calls. Returns
   * once the wish is stored; `status` shows the progress.
   */
  mirror(images: readonly string[]): Promise<void>;
  /** Workers download from the upstreams again, and the master removes the mirror. */
  unmirror(): Promise<void>;
  /** kubeadm reset on one node; returns once it is done. The node stays adopted and is set up again. */
  reset(node: string): Promise<void>;
  /** Stores a package of the agent; `content` is called only if the coordinator does not have it. */
  takePackage(signed: SignedPackage, content: () => AsyncIterable<Uint8Array>): Promise<void>;
  /** Starts or continues a rollout of this version, whose packages have been stored by `takePackage`. */
  upgrade(version: string): Promise<void>;
}

/** Body of every failure. */
export interface ApiFailure {
  /** A Code of AppError. */
  readonly code: string;
  readonly message: string;
}
