/** A session's beginning: once it is known what its agent is at and where its node stands, the plan has the agent. */
import { conclude, waitOut } from "./conclude.ts";
import type { Facts } from "./facts.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { firstLook } from "./follow-services.ts";
import { attach } from "./operation.ts";
import { refreshFacts } from "./refresh-facts.ts";
import { setState } from "./set-state.ts";
import { isOperationKind, WORK } from "./work/index.ts";

/** Runs until the signal aborts, or work on the agent broke off in a way that only another session can mend; rejects. */
export async function runSession(fleet: Fleet, session: Session, signal: AbortSignal): Promise<never> {
  const facts = await refreshFacts(fleet, session);
  await firstLook(fleet, session, await resume(fleet, session, facts, signal), signal);
  const { promise: over, reject: broken } = Promise.withResolvers<never>();
  signal.throwIfAborted();
  signal.addEventListener("abort", () => broken(signal.reason), { once: true });
  session.open = { signal, broken };
  fleet.changed.ring();
  try {
    return await over;
  } finally {
    session.open = undefined;
  }
}

/** An operation that was sent before the connection broke, or by an earlier life of the coordinator, or by somebody else. */
async function resume(fleet: Fleet, session: Session, facts: Facts, signal: AbortSignal): Promise<Facts> {
  const recorded = recordOf(fleet, session.name).operation;
  const id = recorded?.id ?? facts.operationId;
  if (!id) return facts;
  if (recorded && isOperationKind(recorded.kind)) {
    const work = WORK[recorded.kind];
    const phase = facts.operationId === id ? work.phase(facts) : undefined;
    if (phase) setState(fleet, session, { phase });
    fleet.log.info("looks for the operation that was sent earlier", { node: session.name, operation: id });
    const found = work.find?.(fleet, session, id) ?? attach(fleet, session, recorded.kind, id);
    await conclude(fleet, session, recorded.kind, found, signal);
  } else {
    fleet.log.info("waits for an operation that somebody else began", { node: session.name, operation: id });
    await waitOut(fleet, session, id, signal);
    // Recorded by a coordinator that knows more kinds than this one.
    if (recorded) fleet.store.update(session.name, { operation: undefined });
  }
  return refreshFacts(fleet, session);
}
