/** Endpoints: where agents are or may be. Each endpoint of a known node has its own loop; the others take turns. */

import { DIAL_BACKOFF, delayAfter } from "../../domain/backoff.ts";
import { isOfNodes } from "../../domain/node-address.ts";
import { nobodyThere } from "../../domain/unanswered.ts";
import { type ChangeSignal, changeSignal } from "../base/change-signal.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import type { Connected } from "../nodes/connected.ts";
import type { Working } from "../work/working.ts";
import type { Admitting } from "./admitting.ts";
import { strangers } from "./strangers.ts";
import { type Visit, visit } from "./visit.ts";

/** Where an agent may be. Only a hint: the key identifies the agent. */
export interface Candidate {
  /** host:port */
  readonly endpoint: string;
  /** Dialled for ever: the coordinator's own Pi. */
  readonly permanent?: boolean;
}

/** Failures in a row after which an endpoint is removed if it no longer belongs to a node. */
const PATIENCE = 6;
/** Failures in a row after which an endpoint that the owner named is reported. */
const MANY = 3;
/** Other endpoints of one node: its second cable, and its previous address. */
const MOST_OF_NODE = 4;
/** Milliseconds until a refused agent is dialled again, and until an announcement may shorten a wait. */
const REFUSED_PAUSE = 20_000;
const POKE_PAUSE = 250;
/** As for the heartbeat: an announcement, which anyone can forge, must not shorten a busy agent's time limit. */
const VERIFY_DEADLINE = 4_000;

/** Visits candidates until the signal aborts. */
export async function runEndpoints(
  site: Working & Admitting,
  candidates: AsyncIterable<Candidate>,
  signal: AbortSignal,
): Promise<void> {
  const homes = new Map<string, ChangeSignal>();
  /** Node names by endpoint, for endpoints other than the recorded ones. */
  const others = new Map<string, string>();
  const verifying = new Set<string>();
  const live = (endpoint: string, permanent: boolean, before?: Promise<Visit>) => {
    const poke = changeSignal(site.clock);
    homes.set(endpoint, poke);
    endpointLoop(site, endpoint, { permanent, poke, before }, signal)
      .catch(() => {})
      .finally(() => {
        homes.delete(endpoint);
        others.delete(endpoint);
      });
  };
  const unknown = strangers(
    site,
    (endpoint, visit, name) => {
      if (name !== undefined && [...others.values()].filter((one) => one === name).length >= MOST_OF_NODE) return false;
      if (name !== undefined) others.set(endpoint, name);
      live(endpoint, false, visit);
      return true;
    },
    signal,
  );
  const hear = async () => {
    for await (const { endpoint, permanent = false } of candidates) {
      const poke = homes.get(endpoint);
      if (poke) {
        poke.notify();
        void verify(site, endpoint, verifying);
      } else if (permanent) live(endpoint, true);
      else if (isOfNodes(endpoint, site.rack.config.nodeSubnet)) unknown.announce(endpoint);
    }
  };
  for (const { endpoint } of site.store.nodes()) if (endpoint) live(endpoint, false);
  try {
    await Promise.all([hear(), unknown.run()]);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** An agent that announces itself again may have restarted: then its connection is dead, but not yet closed. */
async function verify(
  { sessions }: Pick<Connected, "sessions">,
  endpoint: string,
  verifying: Set<string>,
): Promise<void> {
  const session = [...sessions.values()].find((one) => one.endpoint === endpoint);
  if (!session || verifying.has(endpoint)) return;
  verifying.add(endpoint);
  if (!(await session.link.alive(VERIFY_DEADLINE))) session.link.terminate();
  verifying.delete(endpoint);
}

interface Home {
  readonly permanent: boolean;
  /** Notified when the endpoint is announced. */
  readonly poke: ChangeSignal;
  /** A visit that has already started. */
  readonly before: Promise<Visit> | undefined;
}

async function endpointLoop(
  site: Working & Admitting,
  endpoint: string,
  { permanent, poke, before }: Home,
  signal: AbortSignal,
) {
  let failures = 0;
  let fingerprint = "";
  const isHome = () => permanent || site.store.nodes().some((node) => node.endpoint === endpoint);
  const onAdmitted = () => {
    if (site.unanswered.delete(endpoint)) site.changed.notify();
  };
  for (let last = before; !signal.aborted; last = undefined) {
    const result = await (last ?? visit(site, endpoint, signal, { onAdmitted }));
    const isFailure = result.kind === "unreachable" || result.kind === "silent" || result.kind === "wrong";
    failures = isFailure ? failures + 1 : 0;
    if (permanent) tellOfPlace(site, endpoint, result.kind, failures);
    if (failures > PATIENCE && !isHome()) break;
    if (result.kind === "refused") fingerprint = result.fingerprint;
    await pause(site, result, failures, poke, signal);
  }
  // No agent waits for approval there any more.
  if (fingerprint && !signal.aborted) {
    site.store.removeStranger(fingerprint);
    site.changed.notify();
  }
}

/** Reports an endpoint that the owner named, but not the agent on the coordinator's own Pi. */
function tellOfPlace(
  { unanswered, log, changed }: Site & Pick<Admitting, "unanswered">,
  endpoint: string,
  kind: Visit["kind"],
  failures: number,
) {
  if (endpoint.startsWith("127.")) return;
  const before = unanswered.get(endpoint);
  const isVain = kind === "unreachable" || kind === "silent" || kind === "wrong";
  if (isVain && failures < MANY) return;
  if (isVain) unanswered.set(endpoint, kind);
  else unanswered.delete(endpoint);
  if (unanswered.get(endpoint) === before) return;
  if (isVain) log.warn(nobodyThere(endpoint, kind));
  changed.notify();
}

async function pause(
  site: Site & Wanted & Connected,
  result: Visit,
  failures: number,
  poke: ChangeSignal,
  signal: AbortSignal,
): Promise<void> {
  const { clock, changed, sessions, store } = site;
  const poked = poke.count;
  switch (result.kind) {
    case "served":
      return clock.sleep(DIAL_BACKOFF.first, signal);
    case "unreachable":
    case "silent":
    case "wrong":
      await clock.sleep(POKE_PAUSE, signal);
      return poke.after(poked, delayAfter(failures, DIAL_BACKOFF) - POKE_PAUSE, signal);
    case "duplicate":
      for (let heard = changed.count; sessions.has(result.name); heard = changed.count) {
        await changed.after(heard, 60_000, signal);
      }
      return clock.sleep(DIAL_BACKOFF.first, signal);
    case "refused": {
      const until = clock.monotonic() + REFUSED_PAUSE;
      const before = store.approved(result.fingerprint);
      const under = site.written;
      for (let left = REFUSED_PAUSE; left > 0; left = until - clock.monotonic()) {
        await changed.after(changed.count, left, signal);
        if (site.written !== under || (!before && store.approved(result.fingerprint))) return;
      }
      return;
    }
    default:
      return result satisfies never;
  }
}
