/** Endpoints: a loop for each host:port where an agent was announced or met, until nothing is there any more. */
import { DIAL_BACKOFF, delayAfter } from "../domain/backoff.ts";
import { type Bell, bell } from "./bell.ts";
import type { Fleet } from "./fleet.ts";
import { type Visit, visit } from "./visit.ts";

/** Where an agent may be. A hint only: its key says who it is. */
export interface Candidate {
  /** host:port */
  readonly endpoint: string;
  /** Dialled for ever: the coordinator's own Pi. */
  readonly permanent?: boolean;
}

/** At most so many loops; a flood of announcements finds the house full, known nodes are let in always. */
const MAX_ENDPOINTS = 1_024;
/** Failures in a row after which an endpoint that no node is known at is forgotten. */
const PATIENCE = 6;
/** Milliseconds until a refused agent is heard again, and until an announcement may shorten a wait. */
const REFUSED_PAUSE = 20_000;
const POKE_PAUSE = 250;
const VERIFY_DEADLINE = 1_500;

/** Visits candidates until the signal aborts. */
export async function runEndpoints(
  fleet: Fleet,
  candidates: AsyncIterable<Candidate>,
  signal: AbortSignal,
): Promise<void> {
  const pokes = new Map<string, Bell>();
  const approach = ({ endpoint, permanent = false }: Candidate, known = false) => {
    const poke = pokes.get(endpoint);
    if (poke) {
      poke.ring();
      verify(fleet, endpoint);
      return;
    }
    if (pokes.size >= MAX_ENDPOINTS && !permanent && !known) return;
    const fresh = bell(fleet.clock);
    pokes.set(endpoint, fresh);
    endpointLoop(fleet, endpoint, permanent, fresh, signal)
      .catch(() => {})
      .finally(() => pokes.delete(endpoint));
  };
  for (const { endpoint } of fleet.store.nodes()) if (endpoint) approach({ endpoint }, true);
  try {
    for await (const candidate of candidates) approach(candidate);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Who announces itself anew may have been restarted: then the connection is dead, and nobody had noticed. */
function verify({ sessions }: Fleet, endpoint: string): void {
  const session = [...sessions.values()].find((one) => one.endpoint === endpoint);
  void session?.link.alive(VERIFY_DEADLINE).then((alive) => alive || session.link.terminate());
}

async function endpointLoop(fleet: Fleet, endpoint: string, permanent: boolean, poke: Bell, signal: AbortSignal) {
  let failures = 0;
  let fingerprint = "";
  const isHome = () => permanent || fleet.store.nodes().some((node) => node.endpoint === endpoint);
  while (!signal.aborted) {
    const result = await visit(fleet, endpoint, signal);
    failures = result.kind === "unreachable" ? failures + 1 : 0;
    if (failures > PATIENCE && !isHome()) break;
    if (result.kind === "refused") fingerprint = result.fingerprint;
    await pause(fleet, result, failures, poke, signal);
  }
  // Nobody is waiting for an answer there any more.
  if (fingerprint && !signal.aborted) {
    fleet.store.removeStranger(fingerprint);
    fleet.changed.ring();
  }
}

async function pause(fleet: Fleet, result: Visit, failures: number, poke: Bell, signal: AbortSignal): Promise<void> {
  const { clock, changed, sessions, store } = fleet;
  const poked = poke.rung;
  switch (result.kind) {
    case "served":
      return clock.sleep(DIAL_BACKOFF.first, signal);
    case "unreachable":
      await clock.sleep(POKE_PAUSE, signal);
      return poke.after(poked, delayAfter(failures, DIAL_BACKOFF) - POKE_PAUSE, signal);
    case "duplicate":
      for (let heard = changed.rung; sessions.has(result.name); heard = changed.rung) {
        await changed.after(heard, 60_000, signal);
      }
      return clock.sleep(DIAL_BACKOFF.first, signal);
    case "refused": {
      const until = clock.monotonic() + REFUSED_PAUSE;
      const before = store.approved(result.fingerprint);
      for (let left = REFUSED_PAUSE; left > 0; left = until - clock.monotonic()) {
        await changed.after(changed.rung, left, signal);
        if (!before && store.approved(result.fingerprint)) return;
      }
      return;
    }
    default:
      return result satisfies never;
  }
}
