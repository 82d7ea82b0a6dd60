/** Bell: "something changed, look again". Whoever looks afterwards sees everything, so rings may fall together. */
import type { Clock } from "./clock.ts";

export interface Bell {
  /** How often it rang. Note it before looking. */
  readonly rung: number;
  ring(): void;
  /**
   * Resolves once it rang more often than `since`, and everybody was woken for it; or after `ms`. Rejects on abort. The
   * first ring wakes at once, those that follow it fall together.
   */
  after(since: number, ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Milliseconds of quiet after a waking, for each that was woken. All that happens to one node wakes the sessions of all,
 * which would be the square of the rack; so they look a thousand times a second in all, however many they are.
 */
const QUIET = 1;

/** Why a timer ends before its time; one for all, since an error with a stack costs more than the look itself. */
const WOKEN = "woken";

export function bell(clock: Clock): Bell {
  let rung = 0;
  let waiting = new Set<() => void>();
  let quietUntil = Number.NEGATIVE_INFINITY;
  let isDue = false;
  const wakeAll = () => {
    isDue = false;
    const woken = waiting;
    waiting = new Set();
    quietUntil = clock.monotonic() + woken.size * QUIET;
    for (const wake of woken) wake();
  };
  return {
    get rung() {
      return rung;
    },
    ring() {
      rung++;
      if (isDue) return;
      const pause = quietUntil - clock.monotonic();
      if (pause <= 0) return wakeAll();
      isDue = true;
      void clock.sleep(pause, new AbortController().signal).then(wakeAll);
    },
    async after(since, ms, signal) {
      if (rung > since && !isDue) return;
      const timer = new AbortController();
      const { promise: rang, resolve: wake } = Promise.withResolvers<void>();
      waiting.add(wake);
      const limit = clock.sleep(ms, AbortSignal.any([signal, timer.signal]));
      try {
        await Promise.race([rang, limit]);
      } finally {
        waiting.delete(wake);
        timer.abort(WOKEN);
        await limit.catch(() => {});
      }
      signal.throwIfAborted();
    },
  };
}
