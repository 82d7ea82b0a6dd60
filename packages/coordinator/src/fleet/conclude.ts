/** The end of an operation, good or bad. */
import { AppError, type OperationKind } from "@rackberry/protocol";
import { failNode } from "./fail-node.ts";
import type { Fleet, Session } from "./fleet.ts";
import { dropTokens } from "./join-tokens.ts";
import { attach, type Outcome } from "./operation.ts";
import { refreshFacts } from "./refresh-facts.ts";
import { setState } from "./set-state.ts";
import { WORK } from "./work/index.ts";

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

async function settle(fleet: Fleet, session: Session, kind: OperationKind, outcome: Outcome, signal: AbortSignal) {
  const isFinished = outcome.kind === "finished";
  const brought = isFinished ? await WORK[kind].settle(fleet, session, outcome, signal) : {};
  fleet.store.update(session.name, { ...brought, operation: undefined });
  if (isFinished) session.done.add(kind);
  fleet.changed.ring();
  await dropTokens(fleet, session.name, signal);
}

async function fail(fleet: Fleet, session: Session, kind: OperationKind, error: AppError, signal: AbortSignal) {
  fleet.store.update(session.name, { operation: undefined });
  await dropTokens(fleet, session.name, signal);
  // The agent forgot it (a reboot), or it was never sent: the facts say what to do instead.
  if (error.code === "unknown-operation") return;
  const running = error.code === "busy" ? (await refreshFacts(fleet, session)).operationId : "";
  if (running) return void (await attach(fleet, session, undefined, running).catch(ignoreOutcome));
  const work = WORK[kind];
  if (work.fail) work.fail(fleet, session, error);
  else failNode(fleet, session, kind, error);
}

/** Waits for an operation of which nothing is recorded here. Whatever it brought, the facts say what is to do after it. */
export async function waitOut(fleet: Fleet, session: Session, operationId: string, signal: AbortSignal): Promise<void> {
  session.busy = { kind: undefined, since: fleet.clock.monotonic() };
  try {
    const outcome = await attach(fleet, session, undefined, operationId);
    if (outcome.kind === "rebooting") await untilItReboots(fleet, session, outcome.reason, signal);
  } catch (cause) {
    signal.throwIfAborted();
    ignoreOutcome(cause);
  } finally {
    session.busy = undefined;
  }
}

function ignoreOutcome(cause: unknown): void {
  const error = AppError.from(cause);
  if (error.code === "disconnected") throw error;
}

async function untilItReboots(fleet: Fleet, session: Session, reason: string, signal: AbortSignal): Promise<void> {
  setState(fleet, session, { phase: "rebooting", detail: `reboots: ${reason}` });
  // The connection ends with the system, and the signal with the connection.
  await fleet.clock.sleep(REBOOT_PATIENCE, signal);
}
