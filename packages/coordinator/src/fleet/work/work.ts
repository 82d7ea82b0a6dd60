/** What one kind of operation is to the rack: what is sent, and what its end means. */

import type { PlanReport } from "@rackberry/config";
import type { AppError } from "@rackberry/protocol";
import type { NodePatch } from "../../store/store.ts";
import type { Session } from "../nodes/connected.ts";
import type { CommandOf } from "../nodes/connection.ts";
import type { Facts } from "../nodes/facts.ts";
import type { Outcome } from "./operation.ts";
import type { Working } from "./working.ts";

/** When it begins. */
export interface Moment {
  readonly facts: Facts;
  readonly signal: AbortSignal;
}

export type Finished = Extract<Outcome, { readonly kind: "finished" }>;

export interface Work<M extends Moment = Moment> {
  /** Sends it and waits for its end. Rejects as it failed. */
  begin(site: Working, session: Session, moment: M): Promise<Outcome>;
  /** Waits for one that was sent before the connection broke. Absent: it is asked for by its id. */
  find?(site: Working, session: Session, operationId: string): Promise<Outcome>;
  /** What the node is while one that was found still runs; undefined: what it was, which may well be ready. */
  phase(facts: Facts): "initialising" | "joining" | "preparing" | undefined;
  /**
   * Records what its good end brought, waited for from the beginning or found again, and gives what of that belongs to the
   * node's record, which is written together with the end. Rejects when it brought not what it has to: then it has failed.
   */
  settle(site: Working, session: Session, outcome: Finished, signal: AbortSignal): Promise<NodePatch>;
  /** Records its bad end. Absent: the node has failed, and is tried again after a pause. */
  fail?(site: Working, session: Session, error: AppError): void;
  /** What `pictl plan` says while it is what comes next. */
  readonly planned?: PlanReport["nodes"][number]["changes"][number];
  /** Its dry run, which `pictl plan` asks for. */
  rehearsal?(site: Working, name: string, operationId: string): CommandOf;
}
