/** The end of an operation, good or bad. */

import { AppError, type OperationKind } from "@rackberry/protocol";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import { dropTokens } from "../cluster/join-tokens.ts";
import type { Session } from "../nodes/connected.ts";
import { failNode } from "../nodes/fail-node.ts";
import { refreshFacts } from "../nodes/refresh-facts.ts";
import { setState } from "../nodes/set-state.ts";
import { WORK } from "./index.ts";
import { attach, type Outcome } from "./operation.ts";
import type { Working } from "./working.ts";

const REBOOT_PATIENCE = 60_000;

/** Waits for an operation and records its end, good or bad. Rejects only when the session is over. */
export async function conclude(
  site: Working,
  session: Session,
  kind: OperationKind,
  operation: Promise<Outcome>,
  signal: AbortSignal,
): Promise<void> {
  session.busy = { kind, since: site.clock.monotonic() };
  try {
    const outcome = await operation;
    await settle(site, session, kind, outcome, signal);
    session.failures = 0;
    if (outcome.kind === "rebooting") await untilItReboots(site, session, outcome.reason, signal);
  } catch (cause) {
    const error = AppError.from(cause);
    // The outcome is unknown then: the record stays, and the next session asks the agent.
    if (signal.aborted || error.code === "disconnected") throw error;
    await fail(site, session, kind, error, signal);
  } finally {
    session.busy = undefined;
  }
}

async function settle(site: Working, session: Session, kind: OperationKind, outcome: Outcome, signal: AbortSignal) {
  const isFinished = outcome.kind === "finished";
  const brought = isFinished ? await WORK[kind].settle(site, session, outcome, signal) : {};
  site.store.update(session.name, { ...brought, operation: undefined });
  if (isFinished) session.done.add(kind);
  site.changed.notify();
  await dropTokens(site, session.name, signal);
}

async function fail(site: Working, session: Session, kind: OperationKind, error: AppError, signal: AbortSignal) {
  site.store.update(session.name, { operation: undefined });
  await dropTokens(site, session.name, signal);
  // The agent lost it (a reboot), or it was never sent: the facts decide what to do instead.
  if (error.code === "unknown-operation") return;
  const running = error.code === "busy" ? (await refreshFacts(site, session)).operationId : "";
  if (running) return void (await attach(site, session, undefined, running).catch(ignoreOutcome));
  const work = WORK[kind];
  if (work.fail) work.fail(site, session, error);
  else failNode(site, session, kind, error);
}

/** Waits for an operation that has no record here. Whatever its result, the facts decide what to do next. */
export async function waitOut(
  site: Site & Wanted,
  session: Session,
  operationId: string,
  signal: AbortSignal,
): Promise<void> {
  session.busy = { kind: undefined, since: site.clock.monotonic() };
  try {
    const outcome = await attach(site, session, undefined, operationId);
    if (outcome.kind === "rebooting") await untilItReboots(site, session, outcome.reason, signal);
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

async function untilItReboots(site: Site, session: Session, reason: string, signal: AbortSignal): Promise<void> {
  setState(site, session, { phase: "rebooting", detail: `rebooting: ${reason}` });
  // The connection ends with the system, and the signal with the connection.
  await site.clock.sleep(REBOOT_PATIENCE, signal);
}
