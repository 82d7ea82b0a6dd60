/** Bell: "something changed, look again". Whoever looks afterwards sees everything, so rings may fall together. */
import type { Clock } from "./clock.ts";

export interface Bell {
  /** How often it rang. Note it before looking. */
  readonly rung: number;
  ring(): void;
  /** Resolves once it rang more often than `since`, at once if it did already, or after `ms`. Rejects on abort. */
  after(since: number, ms: number, signal: AbortSignal): Promise<void>;
}

export function bell(clock: Clock): Bell {
  let rung = 0;
  let waiting: (() => void)[] = [];
  return {
    get rung() {
      return rung;
    },
    ring() {
      rung++;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    async after(since, ms, signal) {
      if (rung > since) return;
      const timer = new AbortController();
      const rang = new Promise<void>((resolve) => {
        waiting.push(resolve);
        timer.signal.addEventListener("abort", () => {
          waiting = waiting.filter((wake) => wake !== resolve);
        });
      });
      const limit = clock.sleep(ms, AbortSignal.any([signal, timer.signal]));
      try {
        await Promise.race([rang, limit]);
      } finally {
        timer.abort();
        await limit.catch(() => {});
      }
      signal.throwIfAborted();
    },
  };
}
