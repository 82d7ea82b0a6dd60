/** Repeating an action at a fixed rate for a given time. */
import { setTimeout as sleep } from "node:timers/promises";

export interface Pace {
  readonly perSecond: number;
  readonly seconds: number;
}

/** Milliseconds between two checks of the clock. */
const TICK = 5;

/**
 * Calls `beat` with its number. Catches up on at most a second of late calls; stops on the signal. Returns the count.
 */
export async function paced({ perSecond, seconds }: Pace, signal: AbortSignal, beat: (number: number) => void) {
  const begun = performance.now();
  let done = 0;
  while (!signal.aborted) {
    const elapsed = performance.now() - begun;
    if (elapsed >= seconds * 1000) break;
    const due = Math.floor((elapsed / 1000) * perSecond);
    for (let left = Math.min(due - done, perSecond); left > 0; left--) beat(done++);
    await sleep(TICK);
  }
  return done;
}

/** Waits, or until the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}

/** Resolves when the signal aborts. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

/** The value at `percent` of the sorted sample; NaN when it is empty. */
export function percentile(sample: readonly number[], percent: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
