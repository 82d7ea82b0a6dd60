/** Converts rows of the database to records. They were written by this package, so they are trusted. */
import type { NodePhase, NodeRole, StepRecord } from "@rackberry/config";
import type { OperationKind } from "@rackberry/protocol";
import type { NodeRecord } from "../domain/node.ts";
import type { Row } from "./database.ts";
import type { Transition } from "./store.ts";

const text = (row: Row, column: string) => String(row[column]);
const number = (row: Row, column: string) => Number(row[column]);

export const nodeOf = (row: Row): NodeRecord => ({
  name: text(row, "name"),
  role: text(row, "role") as NodeRole,
  serial: text(row, "serial"),
  model: text(row, "model"),
  keyHash: text(row, "key_hash"),
  cardId: text(row, "card_id"),
  endpoint: text(row, "endpoint"),
  address: text(row, "address"),
  phase: text(row, "phase") as NodePhase,
  detail: text(row, "detail"),
  since: number(row, "since"),
  nextTry: row.next_try === null ? undefined : number(row, "next_try"),
  podSubnet: text(row, "pod_subnet"),
  clusterHash: text(row, "cluster_hash"),
  operation:
    row.operation_id === null
      ? undefined
      : { id: text(row, "operation_id"), kind: text(row, "operation_kind") as OperationKind },
  agentVersion: text(row, "agent_version"),
  resetRequested: row.reset_requested === 1,
  joins: number(row, "joins"),
  joinedAt: number(row, "joined_at"),
});

export const transitionOf = (row: Row): Transition => ({
  node: text(row, "node"),
  from: text(row, "from_phase") as NodePhase | "",
  to: text(row, "to_phase") as NodePhase,
  at: number(row, "at"),
});

export const stepOf = (row: Row): StepRecord => ({
  node: text(row, "node"),
  step: text(row, "step"),
  outcome: text(row, "outcome") as StepRecord["outcome"],
  durationMs: number(row, "duration_ms"),
  toolMs: number(row, "tool_ms"),
  atMs: number(row, "at_ms"),
  sentence: text(row, "sentence"),
});
