/** One piece of work on one agent, from its start to its recorded end. */

import type { WorkKind } from "../../domain/next-action.ts";
import { operationOf } from "../../domain/next-action.ts";
import type { Session } from "../nodes/connected.ts";
import { conclude } from "./conclude.ts";
import { begin } from "./index.ts";
import type { Working } from "./working.ts";

/** Rejects only when the session is over. */
export async function act(site: Working, session: Session, work: WorkKind, signal: AbortSignal): Promise<void> {
  const { facts } = session;
  if (!facts) return;
  const started = site.clock.monotonic();
  // The work changes the facts, even if it fails.
  session.isStale = true;
  try {
    await conclude(site, session, operationOf(work), begin(site, session, work, { facts, signal }), signal);
  } finally {
    session.isStale = true;
  }
  const ms = Math.round(site.clock.monotonic() - started);
  site.log.info(`${work} ended`, { node: session.name, ms });
}
