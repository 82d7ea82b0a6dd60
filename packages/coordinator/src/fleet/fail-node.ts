/** A node whose operation ended badly. */
import type { AppError, OperationKind } from "@rackberry/protocol";
import { delayAfter, OPERATION_BACKOFF } from "../domain/backoff.ts";
import type { Fleet, Session } from "./fleet.ts";
import { setState } from "./set-state.ts";

/** It is tried again after a pause that grows with each failure, and not before `earliest` (milliseconds since 1970). */
export function failNode(fleet: Fleet, session: Session, kind: OperationKind, error: AppError, earliest = 0): void {
  session.failures++;
  const nextTry = Math.max(fleet.clock.now() + delayAfter(session.failures, OPERATION_BACKOFF), earliest);
  const cause = [kind, error.step, error.message]
    .filter((part) => part !== "")
    .join(": ")
    .slice(0, 1_000);
  fleet.log.error(`${cause}`, { node: session.name, detail: error.detail.slice(-1000) });
  setState(fleet, session, { phase: "failed", cause, nextTry });
}
