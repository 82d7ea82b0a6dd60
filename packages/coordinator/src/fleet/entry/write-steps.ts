/** Stores what agents report about their steps, once a second, however many reports there are. */

import { AppError } from "@rackberry/protocol";
import type { Site } from "../base/site.ts";

/** Milliseconds; a power cut loses this much of the steps' history, but nothing that was acted on. */
const EVERY = 1_000;

/** Runs until the signal aborts; the rest is written when the store is closed. */
export async function writeSteps({ store, clock, log, changed }: Site, signal: AbortSignal): Promise<void> {
  let isFull = false;
  while (!signal.aborted) {
    await clock.sleep(EVERY, signal);
    try {
      if (store.writeSteps()) changed.notify();
      isFull = false;
    } catch (cause) {
      // They stay in memory, where their number is limited.
      if (!isFull) log.error(`steps cannot be recorded: ${AppError.from(cause).message}`);
      isFull = true;
    }
  }
}
