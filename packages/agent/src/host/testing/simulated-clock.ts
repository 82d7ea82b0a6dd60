/** Time for tests: sleeping takes no real time, and advances both clocks. */
import { setImmediate } from "node:timers/promises";
import type { Clock } from "../host.ts";

export class SimulatedClock implements Clock {
  #now: number;
  #monotonic = 0;

  constructor(now = Date.UTC(2026, 5, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await setImmediate();
    signal?.throwIfAborted();
    this.#now += ms;
    this.#monotonic += ms;
  }

  /** The clock jumps, as when a time server answers; the monotonic clock does not. */
  set(now: number): void {
    this.#now = now;
  }
}
