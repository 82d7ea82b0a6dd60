/** Reports that something changed. A waiter then looks at everything, so several changes may share one notification. */
import type { Clock } from "./clock.ts";

export interface ChangeSignal {
  /** The number of changes so far. Read it before looking at anything. */
  readonly count: number;
  notify(): void;
  /**
   * Resolves once there were more changes than `since` and all waiters were woken for them, or after `ms`. Rejects on
   * abort. The first change wakes at once; those that follow it share one wake-up.
   */
  after(since: number, ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Milliseconds of quiet after a wake-up, for each waiter that was woken. A change to one node wakes the sessions of
 * all, so the work would grow with the square of the rack's size; with this pause they look a thousand times a second
 * in total, however many they are.
 */
const QUIET = 1;

/** Why a timer ends early; a shared constant, since an error with a stack costs more than the look itself. */
const WOKEN = "woken";

export function changeSignal(clock: Clock): ChangeSignal {
  let count = 0;
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
    get count() {
      return count;
    },
    notify() {
      count++;
      if (isDue) return;
      const pause = quietUntil - clock.monotonic();
      if (pause <= 0) return wakeAll();
      isDue = true;
      void clock.sleep(pause, new AbortController().signal).then(wakeAll);
    },
    async after(since, ms, signal) {
      if (count > since && !isDue) return;
      const timer = new AbortController();
      const { promise: changed, resolve: wake } = Promise.withResolvers<void>();
      waiting.add(wake);
      const limit = clock.sleep(ms, AbortSignal.any([signal, timer.signal]));
      try {
        await Promise.race([changed, limit]);
      } finally {
        waiting.delete(wake);
        timer.abort(WOKEN);
        await limit.catch(() => {});
      }
      signal.throwIfAborted();
    },
  };
}
