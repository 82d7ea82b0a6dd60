/** The lifetime of a session, with its heartbeat and its bookkeeping. */

import { AppError } from "@rackberry/protocol";
import { type Backoff, delayAfter } from "../../domain/backoff.ts";
import type { Site } from "../base/site.ts";
import type { Connected, Session } from "../nodes/connected.ts";
import { runSession } from "./session.ts";
import type { Working } from "./working.ts";

/** Milliseconds. A peer that vanishes without closing is noticed after at most the sum of both. */
const HEARTBEAT = { every: 4_000, deadline: 4_000 } as const;

/** Milliseconds after which a session no longer counts as short. */
const STEADY = 30_000;
/** Short sessions in a row that a new agent, a reboot or a loose plug may cause; each one more lengthens the wait. */
const MOST_SHORT = 5;
const FLAPPING: Backoff = { first: 500, max: 60_000 };

/** Resolves when the session is over and the agent may be dialled again. */
export async function serve(site: Working, session: Session, signal: AbortSignal): Promise<void> {
  const { store, log, clock, changed } = site;
  const { name, endpoint, connection } = session;
  const end = new AbortController();
  const life = AbortSignal.any([signal, end.signal]);
  connection.whenOver((why) => {
    if (why.cause instanceof AppError && !signal.aborted)
      log.warn(`its connection was closed: ${why.message}`, { node: name });
    end.abort(why);
  });
  const began = clock.monotonic();
  store.update(name, { endpoint, agentVersion: session.agentVersion });
  site.goneSince.delete(name);
  log.info("connected", { node: name, endpoint });
  changed.notify();
  try {
    await Promise.all([runSession(site, session, life), heartbeat(site, session, life)]);
  } catch (cause) {
    const error = AppError.from(cause);
    if (!life.aborted && error.code !== "disconnected") log.error(error.message, { node: name });
  } finally {
    end.abort();
    connection.close();
    if (site.sessions.get(name) === session) {
      site.sessions.delete(name);
      site.goneSince.set(name, clock.monotonic());
    }
    if (!signal.aborted) log.info("disconnected", { node: name });
    changed.notify();
  }
  await rest(site, name, clock.monotonic() - began, signal);
}

/** Each session writes to disk: an agent that reconnects all day would wear the card out. */
async function rest(
  { flapping, clock, log }: Pick<Site, "clock" | "log"> & Pick<Connected, "flapping">,
  name: string,
  lasted: number,
  signal: AbortSignal,
): Promise<void> {
  const short = lasted < STEADY ? (flapping.get(name) ?? 0) + 1 : 0;
  flapping.set(name, short);
  if (short <= MOST_SHORT || signal.aborted) return;
  const pause = delayAfter(short - MOST_SHORT, FLAPPING);
  if (pause === FLAPPING.max)
    log.warn("its connection keeps breaking: it is dialled at most once a minute", { node: name });
  await clock.sleep(pause, signal).catch(() => {}); // The coordinator ends.
}

async function heartbeat({ clock }: Pick<Site, "clock">, { link }: Session, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(HEARTBEAT.every, signal);
    if (!(await link.alive(HEARTBEAT.deadline))) link.terminate();
  }
}
