/** For tests: a clock that the test advances. */
import type { Clock } from "../base/clock.ts";

export interface ManualClock extends Clock {
  /** Advances by `ms` milliseconds; due sleepers wake in order of time, each after the previous one's work is done. */
  pass(ms: number): Promise<void>;
}

interface Sleeper {
  readonly until: number;
  wake(): void;
}

export function manualClock(): ManualClock {
  let time = 0;
  const sleepers = new Set<Sleeper>();
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const next = (end: number): Sleeper | undefined =>
    [...sleepers].filter(({ until }) => until <= end).toSorted((a, b) => a.until - b.until)[0];
  return {
    now: () => 1_750_000_000_000 + time,
    monotonic: () => time,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const done = () => {
          sleepers.delete(sleeper);
          signal.removeEventListener("abort", abort);
        };
        const abort = () => {
          done();
          reject(signal.reason);
        };
        const wake = () => {
          done();
          resolve();
        };
        const sleeper = { until: time + Math.max(0, ms), wake };
        sleepers.add(sleeper);
        signal.addEventListener("abort", abort, { once: true });
      }),
    async pass(ms) {
      const end = time + ms;
      await settled();
      for (let sleeper = next(end); sleeper; sleeper = next(end)) {
        time = Math.max(time, sleeper.until);
        sleeper.wake();
        await settled();
      }
      time = end;
    },
  };
}
