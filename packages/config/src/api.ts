/** What pictl and the coordinator's API say to each other: JSON over HTTPS, and the port behind it. */

import type { ContainerWords, SignedPackage } from "@rackberry/protocol";
import type { RackChange } from "./rack-changes.ts";
import type { RackFiles } from "./rack-files.ts";

/** A Pi's phases as the coordinator sees them. `pending` waits for a person; `refused` never gets further. */
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

/** What a Pi is made of, as its agent says; 0 and "" where that is not known. */
export interface Hardware {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** The card, and disks. */
  readonly disks: readonly { readonly name: string; readonly kind: string; readonly bytes: number }[];
  /** Network ports with a cable; megabits a second. */
  readonly ports: readonly { readonly name: string; readonly speed: number }[];
}

/** Versions of what a Pi runs, in its makers' own words; "" for what is not installed. */
export interface Software {
  readonly kernel: string;
  readonly kubelet: string;
  readonly containerd: string;
}

export interface NodeStatus {
  readonly name: string;
  readonly role: NodeRole;
  readonly serial: string;
  /** Of the card that introduced it, 32 hex digits; absent when none did. */
  readonly cardId?: string;
  /** As the device tree has it: Raspberry Pi 4 Model B Rev 1.4. */
  readonly model: string;
  /** Last known IPv4 address. */
  readonly address?: string;
  readonly phase: NodePhase;
  /** A sentence for a person: what happens now, or why it failed and what to do. */
  readonly detail: string;
  /** Version of its agent, as it said when it connected last. */
  readonly agentVersion?: string;
  /** When this phase began, milliseconds since 1970. */
  readonly since: number;
  /** `failed` only: when it is tried again, milliseconds since 1970. */
  readonly nextTry?: number;
  /** What containers say that may be why the cluster's services cannot be used from here, if `detail` does not say it. */
  readonly culprits?: readonly ContainerWords[];
  /** Of a node that is connected and has been looked at since it booted. */
  readonly hardware?: Hardware;
  /** Of a node that is connected. */
  readonly software?: Software;
}

/** An agent that has no place in the rack: pending or refused. */
export interface Stranger {
  readonly serial: string;
  readonly address: string;
  /** Key hash of the agent, 64 lower-case hex digits. */
  readonly fingerprint: string;
  /** A sentence for a person: why it is not in, and what lets it in. */
  readonly reason: string;
  readonly since: number;
}

/** One stay of a node in a phase; without `endedAt` it is still there. */
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
  /** Check and change together, milliseconds. */
  readonly durationMs: number;
  /** Of durationMs: waiting for programs that are not ours (apt, kubeadm). */
  readonly toolMs: number;
  /** End of the step, milliseconds since 1970. */
  readonly atMs: number;
  readonly sentence: string;
}

/** How far a node is with the agent that the owner wants. */
export interface RolloutNode {
  readonly name: string;
  /** `away` is upgraded when it comes back; `unfit` stays what it is, and detail says why. */
  readonly state: "done" | "waiting" | "upgrading" | "away" | "unfit";
  /** A sentence for a person, without the name. */
  readonly detail: string;
}

/** What became of the last `pictl upgrade`. */
export interface RolloutStatus {
  readonly id: string;
  readonly version: string;
  readonly startedAt: number;
  /** `done` once no node waits for its turn; nodes that were away then are upgraded later. */
  readonly state: "running" | "done" | "halted";
  /** `halted` only: the node that failed, and why. */
  readonly haltedAt?: string;
  readonly reason?: string;
  readonly nodes: readonly RolloutNode[];
}

/** The rack's mirror of packages and images on the master. */
export interface MirrorStatus {
  /** `failed` is tried again; what was filled before goes on being served. */
  readonly state: "filling" | "filled" | "failed" | "removing";
  /** A sentence for a person. */
  readonly detail: string;
  /** Besides those that Kubernetes needs, in full. */
  readonly images: readonly string[];
}

export interface RackStatus {
  readonly rack: string;
  /** In full, 1.36.3; the minor of rack.yaml as long as it is not known which of its versions is the newest. */
  readonly kubernetesVersion: string;
  /** What rack.yaml says, 1.36, when that is a minor and the version above was found for it. */
  readonly kubernetesWanted?: string;
  /** Sentences about the whole rack that a person should read. */
  readonly notices: readonly string[];
  /** `server` is host:port of the API server, once there is one. */
  readonly cluster: { readonly state: "none" | "initialising" | "up"; readonly server?: string };
  /** Control plane first, then by name. */
  readonly nodes: readonly NodeStatus[];
  /** Absent while the owner never said `pictl upgrade`. */
  readonly rollout?: RolloutStatus;
  readonly strangers: readonly Stranger[];
  /** Absent while nobody asked for one. */
  readonly mirror?: MirrorStatus;
}

/** What happened, as far as it is kept; nobody is told of it but who asks. */
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

/** What would change on each node; nothing was changed to find out. */
export interface PlanReport {
  /** As in RackStatus. */
  readonly notices: readonly string[];
  /** What is planned for, when that is not what the rack goes by; `refused`: why an apply would not be taken. */
  readonly wishes?: { readonly changes: readonly RackChange[]; readonly refused: readonly string[] };
  readonly nodes: readonly {
    readonly name: string;
    /** `isNote`: nothing would change, and there is something to know all the same. */
    readonly changes: readonly { readonly step: string; readonly sentence: string; readonly isNote?: true }[];
    /** Why this node could not be asked. */
    readonly error?: string;
    /** Why it is not ready though it is in the cluster and nothing has to be changed for that. */
    readonly trouble?: string;
    /** As in NodeStatus. */
    readonly culprits?: readonly ContainerWords[];
  }[];
}

/** What `pictl apply` changed; nothing when the rack went by it already. */
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
  /** Of what the rack goes by, or as if `wishes` were applied. */
  plan(wishes?: RackFiles): Promise<PlanReport>;
  /** Takes rack.yaml and its companions whole, and goes by them at once; `refused` names what init has fixed. */
  apply(wishes: RackFiles): Promise<ApplyReport>;
  /** Lets a pending Pi in. `fingerprint` (64 hex digits) must fit, and is required when no card introduced it. */
  adopt(nameOrSerial: string, options: { readonly fingerprint?: string }): Promise<void>;
  /** The agent's journal, line by line; ends after the lines, or with `follow` when the signal aborts. */
  logs(
    node: string,
    options: { readonly follow: boolean; readonly lines: number },
    signal: AbortSignal,
  ): AsyncIterable<string>;
  /** The administrator's kubeconfig, fetched from the control plane and never stored. */
  kubeconfig(): Promise<string>;
  /**
   * Makes the master the mirror of the rack, or has it pull anew; images are added to those of earlier calls. Returns
   * when it is written down; `status` tells the rest.
   */
  mirror(images: readonly string[]): Promise<void>;
  /** Workers get things from the upstreams again, and the master takes the mirror away. */
  unmirror(): Promise<void>;
  /** kubeadm reset on one node; returns once it is done. The node stays adopted and is set up again. */
  reset(node: string): Promise<void>;
  /** Keeps a package of the agent; its content is asked for unless it is there already. */
  takePackage(signed: SignedPackage, content: () => AsyncIterable<Uint8Array>): Promise<void>;
  /** Begins to bring every agent to this version, whose packages were taken before; or goes on with it. */
  upgrade(version: string): Promise<void>;
}

/** Body of every answer that is not a success. */
export interface ApiFailure {
  /** A Code of AppError. */
  readonly code: string;
  readonly message: string;
}
