/**
 * Whom to dial next, of endpoints that no node is known at. Anybody can announce as many as he likes, so that few are
 * dialled at once, and each failure makes an endpoint wait: shortly when nobody is there, which costs little and may be
 * a forgery of an address that a new Pi gets; long when somebody is there who is no agent of this rack.
 */
import { AGENT_PORT } from "@rackberry/protocol";
import { delayAfter } from "./backoff.ts";

/** How a dial ended. */
export type Ending =
  /** Nobody there. */
  | "unreachable"
  /** Somebody accepted the connection and did not greet. */
  | "silent"
  /** Somebody sent what no agent sends. */
  | "wrong"
  /** An agent that is not let in. */
  | "refused";

export interface Candidate {
  /** host:port */
  readonly endpoint: string;
  readonly host: string;
  /** Monotonic milliseconds of the first announcement, and of the latest. */
  readonly seenAt: number;
  readonly announcedAt: number;
  /** It was announced again some time after the first: who forges addresses seldom comes back to one. */
  readonly isRepeated: boolean;
  /** In a row. */
  readonly failures: number;
  readonly ending: Ending | undefined;
  readonly failedAt: number;
  /** Monotonic milliseconds before which it is not dialled. */
  readonly notBefore: number;
  /** While it is dialled. */
  readonly dial: { readonly since: number; readonly stage: Stage; readonly isFirst: boolean } | undefined;
}

/** How far a dial is: nobody answered yet, the connection is there, or an agent's greeting came. */
type Stage = "calling" | "reached" | "greeted";

export interface Candidates {
  /** Answers what was forgotten for it. */
  announce(endpoint: string, now: number): Candidate | undefined;
  /** Takes the next one to dial, if there is one now. */
  next(now: number): Candidate | undefined;
  /** A dial came further. */
  progress(endpoint: string, stage: Stage): void;
  ended(endpoint: string, ending: Ending, now: number): void;
  /** No candidate any more: a node is there. */
  remove(endpoint: string): void;
  /** It is dialled as soon as there is room. */
  hurry(endpoint: string, now: number): void;
  /** Endpoint of a dial that took its time while others wait. */
  overdue(now: number): string | undefined;
  /** Milliseconds until there may be something to do. */
  idle(now: number): number;
  /** Whom nobody announces any more, and who did not answer: forgets and answers them. */
  forget(now: number): readonly Candidate[];
  readonly size: number;
}

/** Dials at once; while both have somebody waiting, half for hosts that never failed and half for the others. */
const AT_ONCE = 16;
const HALF = AT_ONCE / 2;
const MOST = 1_024;
const MOST_OF_HOST = 5;
/** Milliseconds from the first announcement after which another one is a repetition. */
const REPEATED = 500;
/** Failures in a row after which an endpoint waits for another announcement. */
const PATIENCE = 6;

/** Milliseconds of waiting after failures of a kind. An agent's door may be full, so the first silence is a short one. */
const PAUSE = {
  unreachable: { first: 1_000, max: 2_000 },
  silent: { first: 1_000, max: 300_000 },
  wrong: { first: 120_000, max: 600_000 },
  refused: { first: 20_000, max: 20_000 },
} as const;

/**
 * Milliseconds that a dial has before it makes way for others. The kernel of a host that is there answers at once, and an
 * agent greets soon; who did not gets twice as long at the next try.
 */
const TIME = { reach: 100, greet: 250, most: 1_000 } as const;

export function candidates(): Candidates {
  const table = new Map<string, Candidate>();
  const all = () => [...table.values()];
  const change = (endpoint: string, changes: Partial<Candidate>) => {
    const one = table.get(endpoint);
    if (one) table.set(endpoint, { ...one, ...changes });
  };
  const take = (one: Candidate, now: number, isFirst: boolean): Candidate => {
    const dial = { since: now, stage: "calling", isFirst } as const;
    change(one.endpoint, { dial });
    return { ...one, dial };
  };
  return {
    announce(endpoint, now) {
      const known = table.get(endpoint);
      if (known) {
        const isRepeated = known.isRepeated || now - known.seenAt >= REPEATED;
        change(endpoint, { announcedAt: now, isRepeated });
        return undefined;
      }
      const host = endpoint.slice(0, endpoint.lastIndexOf(":"));
      const ofHost = all().filter((one) => one.host === host);
      const crowd = ofHost.length >= MOST_OF_HOST ? ofHost : table.size >= MOST ? all() : [];
      const forgotten = foremost(
        crowd.filter(({ dial }) => !dial),
        byWorth,
      );
      if (crowd.length > 0 && !forgotten) return undefined;
      if (forgotten) table.delete(forgotten.endpoint);
      table.set(endpoint, {
        ...{ endpoint, host, seenAt: now, announcedAt: now, isRepeated: false, failures: 0 },
        ...{ ending: undefined, failedAt: 0, notBefore: now, dial: undefined },
      });
      return forgotten;
    },
    next(now) {
      const { waiting, failed, first, later } = sortOut(all(), now);
      const free = AT_ONCE - first - later;
      if (free <= 0) return undefined;
      const isTried = ({ host }: Candidate) => failed.has(host);
      const [eldest] = waiting;
      // Room for all: in order of arrival, as Pis are named.
      if (eldest && waiting.length <= free) return take(eldest, now, !isTried(eldest));
      const one = foremost(
        waiting.filter((candidate) => !isTried(candidate)),
        byPromise,
      );
      const other = foremost(waiting.filter(isTried), byPromise);
      if (one && (!other || first < HALF)) return take(one, now, true);
      return other && (!one || later < HALF) ? take(other, now, false) : undefined;
    },
    progress(endpoint, stage) {
      const dial = table.get(endpoint)?.dial;
      if (dial) change(endpoint, { dial: { ...dial, stage } });
    },
    ended(endpoint, ending, now) {
      // An agent that is not let in is there, and stays a candidate for as long as it is.
      const failures = ending === "refused" ? 0 : (table.get(endpoint)?.failures ?? 0) + 1;
      const notBefore = now + delayAfter(Math.max(failures, 1), PAUSE[ending]);
      change(endpoint, { failures, ending, notBefore, failedAt: now, dial: undefined });
    },
    remove(endpoint) {
      table.delete(endpoint);
    },
    hurry: (endpoint, now) => change(endpoint, { notBefore: now, failures: 0 }),
    overdue(now) {
      const { waiting } = sortOut(all(), now);
      if (waiting.length === 0) return undefined;
      const late = all().filter((one) => dueIn(one, now) <= 0);
      return foremost(late, (a, b) => dueIn(a, now) - dueIn(b, now))?.endpoint;
    },
    idle(now) {
      const { waiting } = sortOut(all(), now);
      const due = waiting.length > 0 ? all().map((one) => dueIn(one, now)) : [];
      const later = all().filter(({ dial }) => !dial);
      const waits = later.map(({ notBefore }) => notBefore - now).filter((ms) => ms > 0);
      return Math.max(Math.min(...due, ...waits, 60_000), 1);
    },
    forget(now) {
      const gone = all().filter(
        ({ dial, failures, notBefore, announcedAt, failedAt }) =>
          !dial && failures > PATIENCE && notBefore <= now && announcedAt <= failedAt,
      );
      for (const { endpoint } of gone) table.delete(endpoint);
      return gone;
    },
    get size() {
      return table.size;
    },
  };
}

/** The first of a sorted list, without sorting it: this is asked hundreds of times a second. */
const foremost = (list: readonly Candidate[], compare: (a: Candidate, b: Candidate) => number): Candidate | undefined =>
  list.reduce<Candidate | undefined>((best, one) => (best && compare(best, one) <= 0 ? best : one), undefined);

/** Who may be dialled now, one of a host, and what is under way. */
function sortOut(all: readonly Candidate[], now: number) {
  const dialled = all.filter(({ dial }) => dial);
  const busy = new Set(dialled.map(({ host }) => host));
  return {
    waiting: all.filter(({ dial, notBefore, host }) => !dial && notBefore <= now && !busy.has(host)),
    failed: new Set(all.filter(({ failures }) => failures > 0).map(({ host }) => host)),
    first: dialled.filter(({ dial }) => dial?.isFirst).length,
    later: dialled.filter(({ dial }) => !dial?.isFirst).length,
  };
}

/** Who comes first: the agents' own port, who failed least, who was announced more than once, and the newest. */
const byPromise = (a: Candidate, b: Candidate): number =>
  Number(isUsual(b)) - Number(isUsual(a)) ||
  costOf(a) - costOf(b) ||
  Number(b.isRepeated) - Number(a.isRepeated) ||
  b.announcedAt - a.announcedAt;

// Where nobody was somebody may be now, and to look costs little.
const costOf = ({ failures, ending }: Candidate): number => (ending === "unreachable" ? 1 : failures);

const isUsual = ({ endpoint }: Candidate): boolean => endpoint.endsWith(`:${AGENT_PORT}`);

/**
 * Who is forgotten first: where nobody was, failing the longest; then who was never dialled, the oldest; and last where
 * somebody was, since to forget that would be to dial him anew.
 */
const byWorth = (a: Candidate, b: Candidate): number =>
  worthOf(a) - worthOf(b) || a.failedAt - b.failedAt || a.announcedAt - b.announcedAt;

const worthOf = ({ ending, isRepeated }: Candidate): number =>
  ending === "unreachable" ? 0 : ending !== undefined ? 3 : isRepeated ? 2 : 1;

/** Milliseconds until a dial has had its time; never for one that is not under way, or whose agent is being judged. */
function dueIn({ dial, failures }: Candidate, now: number): number {
  if (!dial || dial.stage === "greeted") return Number.POSITIVE_INFINITY;
  const time = dial.stage === "reached" ? Math.min(TIME.greet * 2 ** Math.min(failures, 10), TIME.most) : TIME.reach;
  return dial.since + time - now;
}
