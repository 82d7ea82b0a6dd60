/** The lifetime of a session: heartbeat beside, bookkeeping around. */
import { AppError } from "@rackberry/protocol";
import type { Fleet, Session } from "./fleet.ts";
import { runSession } from "./session.ts";

/** Milliseconds. A peer that is gone without goodbye is noticed after at most both together. */
const HEARTBEAT = { every: 4_000, deadline: 4_000 } as const;

/** Resolves when the session is over. */
export async function serve(fleet: Fleet, session: Session, signal: AbortSignal): Promise<void> {
  const { store, log, clock, changed } = fleet;
  const { name, endpoint, connection } = session;
  const end = new AbortController();
  const life = AbortSignal.any([signal, end.signal]);
  connection.whenOver((why) => {
    if (why.cause instanceof AppError && !signal.aborted)
      log.warn(`its connection is ended: ${why.message}`, { node: name });
    end.abort(why);
  });
  store.update(name, { endpoint, agentVersion: session.agentVersion });
  fleet.goneSince.delete(name);
  log.info("connected", { node: name, endpoint });
  changed.ring();
  try {
    await Promise.all([runSession(fleet, session, life), heartbeat(fleet, session, life)]);
  } catch (cause) {
    const error = AppError.from(cause);
    if (!life.aborted && error.code !== "disconnected") log.error(error.message, { node: name });
  } finally {
    end.abort();
    connection.close();
    if (fleet.sessions.get(name) === session) {
      fleet.sessions.delete(name);
      fleet.goneSince.set(name, clock.monotonic());
    }
    if (!signal.aborted) log.info("disconnected", { node: name });
    changed.ring();
  }
}

async function heartbeat({ clock }: Fleet, { link }: Session, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(HEARTBEAT.every, signal);
    if (!(await link.alive(HEARTBEAT.deadline))) link.terminate();
  }
}
