/** What a process holds on to, for comparing two moments of its life. */
import { getEventListeners } from "node:events";
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

export interface Footprint {
  /** Bytes of JavaScript objects that can be reached. */
  readonly heap: number;
  /** Of the signals that live as long as the process, and of the process itself. */
  readonly listeners: number;
  readonly descriptors: number;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Milliseconds in which sockets that were closed go, with the timers that wait for them. */
const REST = 1_500;
/** Then it is looked at so often, so many milliseconds apart: loops that begin a new wait have one listener more or less. */
const LOOKS = 8;
const PAUSE = 150;

/** The least of some looks. */
export async function footprint(lifelong: readonly AbortSignal[]): Promise<Footprint> {
  await sleep(REST);
  let least = look(lifelong);
  for (let one = 1; one < LOOKS; one++) {
    // What a finalizer lets go of is garbage of the next round.
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
