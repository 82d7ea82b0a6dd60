/** What a process retains, for comparing two moments of its life. */
import { getEventListeners } from "node:events";
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

export interface Footprint {
  /** Bytes of reachable JavaScript objects. */
  readonly heap: number;
  /** Listeners on the signals that live as long as the process, and on the process itself. */
  readonly listeners: number;
  readonly descriptors: number;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Milliseconds for closed sockets, and the timers that wait for them, to be freed. */
const REST = 1_500;
/** Then measurements, and the milliseconds between two: a loop that begins a new wait has one listener more or less. */
const LOOKS = 8;
const PAUSE = 150;

/** The least of several measurements. */
export async function footprint(lifelong: readonly AbortSignal[]): Promise<Footprint> {
  await sleep(REST);
  let least = look(lifelong);
  for (let one = 1; one < LOOKS; one++) {
    // What a finalizer frees is garbage only in the next round.
    collectGarbage();
    await sleep(PAUSE);
    const { heap, listeners, descriptors } = look(lifelong);
    least = {
      heap: Math.min(least.heap, heap),
      listeners: Math.min(least.listeners, listeners),
      descriptors: Math.min(least.descriptors, descriptors),
    };
  }
  return least;
}

function look(lifelong: readonly AbortSignal[]): Footprint {
  const ofSignals = lifelong.reduce((sum, signal) => sum + getEventListeners(signal, "abort").length, 0);
  const ofProcess = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  return {
    heap: process.memoryUsage().heapUsed,
    listeners: ofSignals + ofProcess,
    descriptors: readdirSync("/proc/self/fd").length,
  };
}

export const growth = (before: Footprint, after: Footprint): Footprint => ({
  heap: after.heap - before.heap,
  listeners: after.listeners - before.listeners,
  descriptors: after.descriptors - before.descriptors,
});
