/** A node whose operation ended badly. */

import type { AppError, OperationKind } from "@rackberry/protocol";
import { delayAfter, OPERATION_BACKOFF } from "../../domain/backoff.ts";
import type { Site } from "../base/site.ts";
import type { Session } from "./connected.ts";
import { setState } from "./set-state.ts";

/** It is retried after a pause that grows with each failure, and not before `earliest` (milliseconds since 1970). */
export function failNode(site: Site, session: Session, kind: OperationKind, error: AppError, earliest = 0): void {
  session.failures++;
  const nextTry = Math.max(site.clock.now() + delayAfter(session.failures, OPERATION_BACKOFF), earliest);
  const cause = [kind, error.step, error.message]
    .filter((part) => part !== "")
    .join(": ")
    .slice(0, 1_000);
  site.log.error(`${cause}`, { node: session.name, detail: error.detail.slice(-1000) });
  setState(site, session, { phase: "failed", cause, nextTry });
}
