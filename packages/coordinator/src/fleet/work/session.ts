/** Start of a session: the plan gets the agent once its running operation and its node's standing are known. */

import { recordOf } from "../base/site.ts";
import type { Session } from "../nodes/connected.ts";
import type { Facts } from "../nodes/facts.ts";
import { refreshFacts } from "../nodes/refresh-facts.ts";
import { setState } from "../nodes/set-state.ts";
import { conclude, waitOut } from "./conclude.ts";
import { firstLook } from "./follow-services.ts";
import { isOperationKind, WORK } from "./index.ts";
import { attach } from "./operation.ts";
import type { Working } from "./working.ts";

/** Runs until the signal aborts, or work on the agent fails in a way that only a new session can fix; then rejects. */
export async function runSession(site: Working, session: Session, signal: AbortSignal): Promise<never> {
  const facts = await refreshFacts(site, session);
  await firstLook(site, session, await resume(site, session, facts, signal), signal);
  const { promise: over, reject: broken } = Promise.withResolvers<never>();
  signal.throwIfAborted();
  signal.addEventListener("abort", () => broken(signal.reason), { once: true });
  session.open = { signal, broken };
  site.changed.notify();
  try {
    return await over;
  } finally {
    session.open = undefined;
  }
}

/** Waits for an operation sent before the connection broke or the coordinator restarted, or sent by something else. */
async function resume(site: Working, session: Session, facts: Facts, signal: AbortSignal): Promise<Facts> {
  const recorded = recordOf(site, session.name).operation;
  const id = recorded?.id ?? facts.operationId;
  if (!id) return facts;
  if (recorded && isOperationKind(recorded.kind)) {
    const work = WORK[recorded.kind];
    const phase = facts.operationId === id ? work.phase(facts) : undefined;
    if (phase) setState(site, session, { phase });
    site.log.info("looking for the operation that was sent earlier", { node: session.name, operation: id });
    const found = work.find?.(site, session, id) ?? attach(site, session, recorded.kind, id);
    await conclude(site, session, recorded.kind, found, signal);
  } else {
    site.log.info("waiting for an operation that this coordinator did not start", {
      node: session.name,
      operation: id,
    });
    await waitOut(site, session, id, signal);
    // Recorded by a newer coordinator that has more kinds than this one.
    if (recorded) site.store.update(session.name, { operation: undefined });
  }
  return refreshFacts(site, session);
}
