/** Who is connected now, and who was. */
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
  /** Of the coordinator, monotonic milliseconds. */
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
  /** Other addresses at which its key was shown, a few. */
  readonly met: Set<string>;
  facts: Facts | undefined;
  /** While the plan has its agent: the signal ends with the session, and `broken` ends it. */
  open: { readonly signal: AbortSignal; readonly broken: (cause: unknown) => void } | undefined;
  /** The agent was met at another address too: ask for its facts again. */
  isStale: boolean;
  /** Of the spec that this session applied last; `complete` with what can wait until the node is Ready. */
  applied: (Fingerprint & { readonly complete: boolean }) | undefined;
  /** Monotonic milliseconds at which names and routes were applied last, and since when it lacks some. */
  told: number;
  lacksSince: number | undefined;
  /** Wish for the rack's mirror that was fulfilled, or found fulfilled, in this session; on the master only. */
  mirrored: string | undefined;
  /** What was done, or found done, in this session. */
  readonly done: Set<OperationKind>;
  /** Fingerprint of what the grant that ended last, in this session, put into the cluster; on the master only. */
  content: string | undefined;
  /** What the agent is asked of the cluster's services, and said last; undefined while it was not asked. */
  services: { readonly asked: string; report: ServiceReport | undefined; readonly enough: AbortController } | undefined;
  /** Failed operations in a row. */
  failures: number;
  /** What it is at, and since when in monotonic milliseconds; of unknown kind when somebody else began it. */
  busy: { readonly kind: OperationKind | undefined; readonly since: number } | undefined;
  /** What the running operation is at, for people. */
  progress: string;
}
