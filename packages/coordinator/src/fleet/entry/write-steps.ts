/** Writes down what agents report of their steps, once a second, however much it is. */

import { AppError } from "@rackberry/protocol";
import type { Site } from "../base/site.ts";

/** Milliseconds; so much of the steps' story is lost with the power, and nothing that anybody acted on. */
const EVERY = 1_000;

/** Runs until the signal aborts; what is left then is written when the store is closed. */
export async function writeSteps({ store, clock, log, changed }: Site, signal: AbortSignal): Promise<void> {
  let isFull = false;
  while (!signal.aborted) {
    await clock.sleep(EVERY, signal);
    try {
      if (store.writeSteps()) changed.notify();
      isFull = false;
    } catch (cause) {
      // They stay in memory, where there are only so many.
      if (!isFull) log.error(`steps cannot be recorded: ${AppError.from(cause).message}`);
      isFull = true;
    }
  }
}
