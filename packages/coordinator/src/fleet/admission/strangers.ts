/** Dials endpoints without a known node: a few at once, and a slow one is aborted while others wait. */
import type { Rack } from "@rackberry/config";
import { type Candidate, candidates, type Ending } from "../../domain/candidates.ts";
import { changeSignal } from "../base/change-signal.ts";
import type { Working } from "../work/working.ts";
import type { Admitting } from "./admitting.ts";
import { type Visit, visit } from "./visit.ts";

export interface Strangers {
  announce(endpoint: string): void;
  /** Runs until the signal aborts. */
  run(): Promise<void>;
}

/**
 * Takes over an endpoint where a node was found, with the visit that found it and may still be running; false when the
 * node has too many endpoints already.
 */
export type Settle = (endpoint: string, visit: Promise<Visit>, name?: string) => boolean;

/** Milliseconds that an answered dial keeps its place: hanging up at once must not get a peer dialled more often. */
const LEAST = 100;
/** Endpoints reported at most: announcements can be forged, and must not fill the log. */
const MOST_TOLD = 20;
/** Milliseconds between two log lines about endpoints that were dropped. */
const TELL = 60_000;

/** The state at an agent's refusal: whether the owner had approved its key, and the rack.yaml of that moment. */
interface Refusal {
  readonly fingerprint: string;
  readonly wasApproved: boolean;
  readonly under: Rack;
}

export function strangers(site: Working & Admitting, settle: Settle, signal: AbortSignal): Strangers {
  const { clock, store, changed, log } = site;
  const table = candidates();
  const wake = changeSignal(clock);
  const dials = new Map<string, AbortController>();
  const refusals = new Map<string, Refusal>();
  const refusedNow = (fingerprint: string): Refusal => ({
    ...{ fingerprint, wasApproved: store.approved(fingerprint), under: site.written },
  });
  const told = new Set<string>();
  let unheard = 0;
  let toldAt = Number.NEGATIVE_INFINITY;

  /** No agent waits for approval there any more. */
  const leave = (endpoint: string) => {
    const refusal = refusals.get(endpoint);
    if (!refusal) return;
    refusals.delete(endpoint);
    store.removeStranger(refusal.fingerprint);
    changed.notify();
  };

  const endingOf = (endpoint: string, result: Visit): Ending => {
    if (result.kind === "duplicate") return "wrong";
    if (result.kind !== "refused") return result.kind === "served" ? "silent" : result.kind;
    const { fingerprint } = result;
    const before = refusals.get(endpoint);
    refusals.set(endpoint, refusedNow(fingerprint));
    if (!before || before.fingerprint === fingerprint) return "refused";
    // A peer with a new key at every visit is trying to fill the list.
    store.removeStranger(before.fingerprint);
    return "wrong";
  };

  const meet = async ({ endpoint }: Candidate) => {
    const dial = new AbortController();
    dials.set(endpoint, dial);
    const began = clock.monotonic();
    let isSettled = false;
    const settleHere = (name?: string) => {
      isSettled = settle(endpoint, visiting, name);
      if (!isSettled) return;
      table.remove(endpoint);
      leave(endpoint);
      wake.notify();
    };
    const visiting = visit(site, endpoint, dial.signal, {
      onReached: () => table.progress(endpoint, "reached"),
      onGreeted: () => table.progress(endpoint, "greeted"),
      onAdmitted: () => settleHere(),
    });
    const result = await visiting;
    if (result.kind === "duplicate") settleHere(result.name);
    const ending = isSettled ? undefined : endingOf(endpoint, result);
    const left = began + LEAST - clock.monotonic();
    if (ending && ending !== "unreachable" && left > 0) await clock.sleep(left, signal).catch(() => {});
    dials.delete(endpoint);
    if (!ending || signal.aborted) return;
    table.ended(endpoint, ending, clock.monotonic());
    hurryApproved();
    wake.notify();
  };

  const tell = () => {
    if (unheard === 0 || clock.monotonic() - toldAt < TELL) return;
    toldAt = clock.monotonic();
    log.warn("more agents are announced than can be dialled", { forgotten: unheard, waiting: table.size });
    unheard = 0;
  };

  const tellOfNobody = (endpoint: string) => {
    if (told.has(endpoint) || told.size >= MOST_TOLD) return;
    told.add(endpoint);
    log.warn(
      "an agent was announced, but nothing answers at its address: has it lost power, or does a router forward announcements from " +
        "another network? Then name the Pi's own address in rack.yaml (nodes[].address)",
      { endpoint },
    );
  };

  const dialAll = async () => {
    while (!signal.aborted) {
      const heard = wake.count;
      const now = clock.monotonic();
      for (const { endpoint, ending } of table.forget(now)) {
        leave(endpoint);
        if (ending === "unreachable") tellOfNobody(endpoint);
      }
      for (let one = table.next(now); one; one = table.next(now)) void meet(one);
      const late = table.overdue(now);
      if (late) dials.get(late)?.abort();
      tell();
      await wake.after(heard, table.idle(now), signal);
    }
  };

  /** Visits refused agents at once after `pictl adopt`, or after a change of rack.yaml that may admit them. */
  const hurryApproved = () => {
    for (const [endpoint, { fingerprint, wasApproved, under }] of refusals) {
      const isNews = under !== site.written || (!wasApproved && store.approved(fingerprint));
      // An agent that is being visited now is checked again after the visit.
      if (!isNews || dials.has(endpoint)) continue;
      refusals.set(endpoint, refusedNow(fingerprint));
      table.hurry(endpoint, clock.monotonic());
      wake.notify();
    }
  };
  const watchApprovals = async () => {
    while (!signal.aborted) {
      await changed.after(changed.count, 60_000, signal);
      hurryApproved();
    }
  };

  return {
    announce(endpoint) {
      const forgotten = table.announce(endpoint, clock.monotonic());
      if (forgotten) leave(forgotten.endpoint);
      if (forgotten && forgotten.ending === undefined) unheard++;
      wake.notify();
    },
    async run() {
      const end = () => {
        for (const dial of dials.values()) dial.abort(signal.reason);
      };
      signal.addEventListener("abort", end, { once: true });
      await Promise.all([dialAll(), watchApprovals()]);
    },
  };
}
