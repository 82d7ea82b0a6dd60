/** One piece of work on one agent, from its beginning to its recorded end. */
import type { WorkKind } from "../../domain/next-action.ts";
import { conclude } from "../conclude.ts";
import type { Fleet, Session } from "../fleet.ts";
import { begin, operationOf } from "./index.ts";

/** Rejects only when the session is over. */
export async function act(fleet: Fleet, session: Session, work: WorkKind, signal: AbortSignal): Promise<void> {
  const { facts } = session;
  if (!facts) return;
  const started = fleet.clock.monotonic();
  // Whatever it does, the facts are others afterwards.
  session.isStale = true;
  try {
    await conclude(fleet, session, operationOf(work), begin(fleet, session, work, { facts, signal }), signal);
  } finally {
    session.isStale = true;
  }
  const ms = Math.round(fleet.clock.monotonic() - started);
  fleet.log.info(`${work} ended`, { node: session.name, ms });
}
