/** A session's beginning: once it is known what its agent is at and where its node stands, the plan has the agent. */

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

/** Runs until the signal aborts, or work on the agent broke off in a way that only another session can mend; rejects. */
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

/** An operation that was sent before the connection broke, or by an earlier life of the coordinator, or by somebody else. */
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
    // Recorded by a coordinator that knows more kinds than this one.
    if (recorded) site.store.update(session.name, { operation: undefined });
  }
  return refreshFacts(site, session);
}
