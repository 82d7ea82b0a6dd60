/** Which nodes are connected now, and which were. */
import type { OperationKind, ServiceReport } from "@rackberry/protocol";
import type { Connection } from "./connection.ts";
import type { Facts } from "./facts.ts";
import type { Fingerprint } from "./fingerprints.ts";
import type { Link } from "./link.ts";

export interface Connected {
  /** By node name. */
  readonly sessions: Map<string, Session>;
  /** Monotonic milliseconds at which a node's last session ended. */
  readonly goneSince: Map<string, number>;
  /** Start of the coordinator, monotonic milliseconds. */
  readonly startedAt: number;
  /** Short sessions in a row, by node name. */
  readonly flapping: Map<string, number>;
}

/** A connected, adopted node. Lives as long as its connection. */
export interface Session {
  readonly name: string;
  readonly keyHash: string;
  readonly serial: string;
  readonly bootId: string;
  readonly agentVersion: string;
  readonly endpoint: string;
  readonly link: Link;
  readonly connection: Connection;
  /** A few other addresses at which an agent presented the same key. */
  readonly met: Set<string>;
  facts: Facts | undefined;
  /** Set while the plan uses its agent: the signal aborts with the session, and `broken` ends the session. */
  open: { readonly signal: AbortSignal; readonly broken: (cause: unknown) => void } | undefined;
  /** The agent was met at another address too: ask for its facts again. */
  isStale: boolean;
  /** Of the spec that this session applied last; `complete` if that included what can wait until the node is Ready. */
  applied: (Fingerprint & { readonly complete: boolean }) | undefined;
  /** Monotonic milliseconds: when names and routes were applied last, and since when some are missing. */
  told: number;
  lacksSince: number | undefined;
  /** The mirror request that was carried out, or found complete, in this session; on the master only. */
  mirrored: string | undefined;
  /** Operations that were done, or found done, in this session. */
  readonly done: Set<OperationKind>;
  /** Fingerprint of what this session's last finished grant put into the cluster; on the master only. */
  content: string | undefined;
  /** What the agent is asked about the cluster's services, and its last report; undefined until it is asked. */
  services: { readonly asked: string; report: ServiceReport | undefined; readonly enough: AbortController } | undefined;
  /** Failed operations in a row. */
  failures: number;
  /** The running operation, and its start in monotonic milliseconds; no `kind` when the store has no record of it. */
  busy: { readonly kind: OperationKind | undefined; readonly since: number } | undefined;
  /** The running operation's progress, for people. */
  progress: string;
}
