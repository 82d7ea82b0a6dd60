/** The end of an operation, good or bad. */
import { AppError } from "@rackberry/protocol";
import { delayAfter, OPERATION_BACKOFF } from "../domain/backoff.ts";
import type { OperationKind } from "../domain/node.ts";
import { nextJoinAt } from "../domain/tokens.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { dropTokens } from "./join-tokens.ts";
import { failMirror } from "./mirror.ts";
import { attach, type Outcome } from "./operation.ts";
import { settle } from "./perform.ts";
import { refreshFacts } from "./refresh-facts.ts";
import { halt } from "./rollout.ts";
import { setState } from "./set-state.ts";

const REBOOT_PATIENCE = 60_000;

/** Waits for an operation and records its end, good or bad. Rejects only when the session is over. */
export async function conclude(
  fleet: Fleet,
  session: Session,
  kind: OperationKind,
  operation: Promise<Outcome>,
  signal: AbortSignal,
): Promise<void> {
  session.busy = { kind, since: fleet.clock.monotonic() };
  try {
    const outcome = await operation;
    await settle(fleet, session, kind, outcome, signal);
    session.failures = 0;
    if (outcome.kind === "rebooting") await untilItReboots(fleet, session, outcome.reason, signal);
  } catch (cause) {
    const error = AppError.from(cause);
    // Nothing is known of the operation then: its record stays, and the next session asks.
    if (signal.aborted || error.code === "disconnected") throw error;
    await fail(fleet, session, kind, error, signal);
  } finally {
    session.busy = undefined;
  }
}

async function fail(fleet: Fleet, session: Session, kind: OperationKind, error: AppError, signal: AbortSignal) {
  fleet.store.update(session.name, { operation: undefined });
  await dropTokens(fleet, session.name, signal);
  // The agent forgot it (a reboot), or it was never sent: the facts say what to do instead.
  if (error.code === "unknown-operation") return;
  const running = error.code === "busy" ? (await refreshFacts(fleet, session)).operationId : "";
  if (running) return void (await attach(fleet, session, kind, running).catch(ignoreOutcome));
  if (kind === "upgrade") return halt(fleet, session, error);
  // The node itself is well: only its mirror waits.
  if (kind === "mirror") return failMirror(fleet, session, error);
  session.failures++;
  const now = fleet.clock.now();
  if (kind === "join") fleet.store.update(session.name, { joinedAt: now });
  const pause = now + delayAfter(session.failures, OPERATION_BACKOFF);
  // A session may be a new one at every try, a node's joins are counted over all of them.
  const nextTry = kind === "join" ? Math.max(pause, nextJoinAt(recordOf(fleet, session.name))) : pause;
  const cause = [kind, error.step, error.message]
    .filter((part) => part !== "")
    .join(": ")
    .slice(0, 1_000);
  fleet.log.error(`${cause}`, { node: session.name, detail: error.detail.slice(-1000) });
  setState(fleet, session, { phase: "failed", cause, nextTry });
}

/** Somebody else's operation is only waited for. */
function ignoreOutcome(cause: unknown): void {
  const error = AppError.from(cause);
  if (error.code === "disconnected") throw error;
}

async function untilItReboots(fleet: Fleet, session: Session, reason: string, signal: AbortSignal): Promise<void> {
  setState(fleet, session, { phase: "rebooting", detail: `reboots: ${reason}` });
  // The connection ends with the system, and the signal with the connection.
  await fleet.clock.sleep(REBOOT_PATIENCE, signal);
}
