/** One kind of operation from the rack's side: what is sent, and what its end means. */

import type { PlanReport } from "@rackberry/config";
import type { AppError } from "@rackberry/protocol";
import type { NodePatch } from "../../store/store.ts";
import type { Session } from "../nodes/connected.ts";
import type { CommandOf } from "../nodes/connection.ts";
import type { Facts } from "../nodes/facts.ts";
import type { Outcome } from "./operation.ts";
import type { Working } from "./working.ts";

/** The state when it starts. */
export interface Moment {
  readonly facts: Facts;
  readonly signal: AbortSignal;
}

export type Finished = Extract<Outcome, { readonly kind: "finished" }>;

export interface Work<M extends Moment = Moment> {
  /** Sends it and waits for its end. Rejects with its error. */
  begin(site: Working, session: Session, moment: M): Promise<Outcome>;
  /** Waits for an operation sent before the connection broke. Absent: the agent is asked for it by its id. */
  find?(site: Working, session: Session, operationId: string): Promise<Outcome>;
  /** The node's phase while an operation found after a reconnect still runs; undefined: unchanged, perhaps ready. */
  phase(facts: Facts): "initialising" | "joining" | "preparing" | undefined;
  /**
   * Records the result of a success, also of an operation found after a reconnect. Returns the changes to the node's
   * record, which are written together with the end. Rejects when the result lacks something: then it has failed.
   */
  settle(site: Working, session: Session, outcome: Finished, signal: AbortSignal): Promise<NodePatch>;
  /** Records its failure. Absent: the node has failed, and is tried again after a pause. */
  fail?(site: Working, session: Session, error: AppError): void;
  /** What `pictl plan` prints when this operation is next. */
  readonly planned?: PlanReport["nodes"][number]["changes"][number];
  /** Its dry run, which `pictl plan` asks for. */
  rehearsal?(site: Working, name: string, operationId: string): CommandOf;
}
