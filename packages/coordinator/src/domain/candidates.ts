/**
 * Which endpoint to dial next, of those where no node is known. Anybody can announce any number of them, so only a few
 * are dialled at once, and each failure makes an endpoint wait: briefly when nothing answers, since a dial costs little
 * and a new Pi may get an address that was forged earlier; long when something answers that is no agent of this rack.
 */
import { AGENT_PORT } from "@rackberry/protocol";
import { delayAfter } from "./backoff.ts";

/** How a dial ended. */
export type Ending =
  /** Nothing answered. */
  | "unreachable"
  /** The peer accepted the connection but sent no greeting. */
  | "silent"
  /** The peer sent something that no agent sends. */
  | "wrong"
  /** An agent that is not let in. */
  | "refused";

export interface Candidate {
  /** host:port */
  readonly endpoint: string;
  readonly host: Host;
  /** Monotonic milliseconds of the first announcement and of the latest. */
  readonly seenAt: number;
  announcedAt: number;
  /** It was announced again some time after the first announcement; forged addresses rarely are. */
  isRepeated: boolean;
  /** In a row. */
  failures: number;
  ending: Ending | undefined;
  failedAt: number;
  /** Monotonic milliseconds before which it is not dialled. */
  notBefore: number;
  /** Set while it is being dialled. */
  dial: { readonly since: number; readonly isFirst: boolean; stage: Stage } | undefined;
}

/** What the endpoints of one host have in common. */
interface Host {
  endpoints: number;
  isDialled: boolean;
  hasFailed: boolean;
}

/** How far a dial has come: no answer yet, connected, or an agent's greeting received. */
type Stage = "calling" | "reached" | "greeted";

export interface Candidates {
  /** Returns the candidate that was dropped to make room for it. */
  announce(endpoint: string, now: number): Candidate | undefined;
  /** Takes the next candidate to dial, if any is due. */
  next(now: number): Candidate | undefined;
  /** Records the stage that a dial has reached. */
  progress(endpoint: string, stage: Stage): void;
  ended(endpoint: string, ending: Ending, now: number): void;
  /** It is no longer a candidate: a node is there. */
  remove(endpoint: string): void;
  /** Makes it due at once: it is dialled as soon as there is room. */
  hurry(endpoint: string, now: number): void;
  /** Endpoint of a dial that has used up its time while others wait. */
  overdue(now: number): string | undefined;
  /** Milliseconds until there may be something to do. */
  idle(now: number): number;
  /** Drops and returns the candidates that did not answer and are no longer announced. */
  forget(now: number): readonly Candidate[];
  readonly size: number;
}

/** Simultaneous dials; while both groups have candidates waiting, half go to hosts that never failed. */
const AT_ONCE = 16;
const HALF = AT_ONCE / 2;
const MOST = 1_024;
const MOST_OF_HOST = 5;
/** Milliseconds after the first announcement from which another one counts as a repetition. */
const REPEATED = 500;
/** Failures in a row after which an endpoint is dropped unless it is announced again. */
const PATIENCE = 6;

/** Milliseconds to wait after each kind of failure. Short after the first silence: an agent's door may be full. */
const PAUSE = {
  unreachable: { first: 1_000, max: 2_000 },
  silent: { first: 1_000, max: 300_000 },
  wrong: { first: 120_000, max: 600_000 },
  refused: { first: 20_000, max: 20_000 },
} as const;

/**
 * Milliseconds that a dial has before it makes way for others. The kernel of a running host answers at once, and an
 * agent greets soon after; an endpoint that did not greet gets twice as long on the next attempt.
 */
const TIME = { reach: 100, greet: 200, most: 1_000 } as const;

/** One pass over the table for each call: in a flood of announcements, there are a thousand calls a second. */
export function candidates(): Candidates {
  const table = new Map<string, Candidate>();
  const hosts = new Map<string, Host>();
  const dialled = new Set<Candidate>();
  const drop = (one: Candidate) => {
    table.delete(one.endpoint);
    stop(one);
    if (--one.host.endpoints === 0) hosts.delete(hostOf(one.endpoint));
  };
  const stop = (one: Candidate) => {
    if (!dialled.delete(one)) return;
    one.dial = undefined;
    one.host.isDialled = false;
  };
  const take = (one: Candidate | undefined, since: number, isFirst: boolean) => {
    if (!one) return undefined;
    one.dial = { since, isFirst, stage: "calling" };
    one.host.isDialled = true;
    dialled.add(one);
    return one;
  };
  const surplus = (host: Host | undefined) => {
    const isFull = table.size >= MOST;
    if (!isFull && (host?.endpoints ?? 0) < MOST_OF_HOST) return undefined;
    let worst: Candidate | undefined;
    for (const one of table.values()) {
      if (one.dial || (!isFull && one.host !== host)) continue;
      if (!worst || byWorth(one, worst) < 0) worst = one;
    }
    return worst;
  };
  return {
    announce(endpoint, now) {
      const known = table.get(endpoint);
      if (known) {
        known.announcedAt = now;
        known.isRepeated ||= now - known.seenAt >= REPEATED;
        return undefined;
      }
      const name = hostOf(endpoint);
      const forgotten = surplus(hosts.get(name));
      if (forgotten) drop(forgotten);
      const host = hosts.get(name) ?? { endpoints: 0, isDialled: false, hasFailed: false };
      host.endpoints++;
      hosts.set(name, host);
      table.set(endpoint, {
        ...{ endpoint, host, seenAt: now, announcedAt: now, isRepeated: false, failures: 0 },
        ...{ ending: undefined, failedAt: 0, notBefore: now, dial: undefined },
      });
      return forgotten;
    },
    next(now) {
      let first = 0;
      for (const { dial } of dialled) if (dial?.isFirst) first++;
      const later = dialled.size - first;
      const free = AT_ONCE - dialled.size;
      if (free <= 0) return undefined;
      let waiting = 0;
      let eldest: Candidate | undefined;
      let fresh: Candidate | undefined;
      let tried: Candidate | undefined;
      for (const one of table.values()) {
        if (!isWaiting(one, now)) continue;
        waiting++;
        eldest ??= one;
        if (one.host.hasFailed) tried = tried && byPromise(tried, one) <= 0 ? tried : one;
        else fresh = fresh && byPromise(fresh, one) <= 0 ? fresh : one;
      }
      // Room for all: in order of arrival, which is the order in which Pis are named.
      if (waiting <= free) return take(eldest, now, !eldest?.host.hasFailed);
      if (fresh && (!tried || first < HALF)) return take(fresh, now, true);
      return !fresh || later < HALF ? take(tried, now, false) : undefined;
    },
    progress(endpoint, stage) {
      const dial = table.get(endpoint)?.dial;
      if (dial) dial.stage = stage;
    },
    ended(endpoint, ending, now) {
      const one = table.get(endpoint);
      if (!one) return;
      stop(one);
      // A refused agent exists, and stays a candidate for as long as it does.
      one.failures = ending === "refused" ? 0 : one.failures + 1;
      one.host.hasFailed ||= one.failures > 0;
      one.notBefore = now + delayAfter(Math.max(one.failures, 1), PAUSE[ending]);
      one.ending = ending;
      one.failedAt = now;
    },
    remove(endpoint) {
      const one = table.get(endpoint);
      if (one) drop(one);
    },
    hurry(endpoint, now) {
      const one = table.get(endpoint);
      if (one) Object.assign(one, { notBefore: now, failures: 0 });
    },
    overdue(now) {
      let late: Candidate | undefined;
      for (const one of dialled) if (dueIn(one, now) <= 0 && (!late || dueIn(one, now) < dueIn(late, now))) late = one;
      return late && [...table.values()].some((one) => isWaiting(one, now)) ? late.endpoint : undefined;
    },
    idle(now) {
      let ms = 60_000;
      let isAnyWaiting = false;
      for (const one of table.values()) {
        if (one.notBefore > now) ms = Math.min(ms, one.notBefore - now);
        isAnyWaiting ||= isWaiting(one, now);
      }
      if (isAnyWaiting) for (const one of dialled) ms = Math.min(ms, dueIn(one, now));
      return Math.max(ms, 1);
    },
    forget(now) {
      const gone: Candidate[] = [];
      for (const one of table.values()) {
        const isTired = one.failures > PATIENCE && one.announcedAt <= one.failedAt;
        if (isTired && !one.dial && one.notBefore <= now) gone.push(one);
      }
      for (const one of gone) drop(one);
      return gone;
    },
    get size() {
      return table.size;
    },
  };
}

const hostOf = (endpoint: string): string => endpoint.slice(0, endpoint.lastIndexOf(":"));

/** It may be dialled now: one endpoint per host at a time. */
const isWaiting = ({ dial, notBefore, host }: Candidate, now: number): boolean =>
  !dial && notBefore <= now && !host.isDialled;

/**
 * What comes first: the agents' own port, the fewest failures, repeated announcements, then the newest: the one last
 * announced or, of hosts that never failed, last discovered, since the others have been waiting for a reason.
 */
const byPromise = (a: Candidate, b: Candidate): number =>
  Number(isUsual(b)) - Number(isUsual(a)) ||
  costOf(a) - costOf(b) ||
  Number(b.isRepeated) - Number(a.isRepeated) ||
  (a.host.hasFailed ? b.announcedAt - a.announcedAt : b.seenAt - a.seenAt);

// Where nothing answered, an agent may be now, and a dial costs little.
const costOf = ({ failures, ending }: Candidate): number => (ending === "unreachable" ? 1 : failures);

const isUsual = ({ endpoint }: Candidate): boolean => endpoint.endsWith(USUAL);
const USUAL = `:${AGENT_PORT}`;

/**
 * What is dropped first: endpoints where nothing answered, the oldest failure first; then those never dialled, the
 * oldest first; and last those where something answered, since dropping them would mean dialling them again.
 */
const byWorth = (a: Candidate, b: Candidate): number =>
  worthOf(a) - worthOf(b) || a.failedAt - b.failedAt || a.announcedAt - b.announcedAt;

const worthOf = ({ ending, isRepeated }: Candidate): number =>
  ending === "unreachable" ? 0 : ending !== undefined ? 3 : isRepeated ? 2 : 1;

/** Milliseconds until a dial has used up its time; infinite when it is not under way or its agent is being judged. */
function dueIn({ dial, failures }: Candidate, now: number): number {
  if (!dial || dial.stage === "greeted") return Number.POSITIVE_INFINITY;
  const time = dial.stage === "reached" ? Math.min(TIME.greet * 2 ** Math.min(failures, 10), TIME.most) : TIME.reach;
  return dial.since + time - now;
}
