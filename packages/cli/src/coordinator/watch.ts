/** The rack's status as it changes, over restarts of the coordinator. */
import { setTimeout as sleep } from "node:timers/promises";
import type { RackStatus } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import type { Context } from "../verb.ts";
import { openClient } from "./open.ts";

/** Milliseconds until a coordinator that went away is looked for again. */
const AGAIN = 1_000;

/**
 * Until Ctrl-C. Throws what waiting does not mend: a wrong rack directory, a wrong token. `onAbsent` hears of every try
 * for which nobody was there; without it, the person is told when the reason changes.
 */
export async function* watchStatus(context: Context, onAbsent?: (error: AppError) => void): AsyncGenerator<RackStatus> {
  let said = "";
  // That it is looked for is said once; then each try would say so.
  let note: Context["note"] | undefined = context.note;
  while (!context.signal.aborted) {
    try {
      const opening = openClient({ ...context, note });
      note = undefined;
      const client = await opening;
      for await (const state of client.watch()) {
        said = "";
        yield state;
        await context.drained?.();
      }
    } catch (cause) {
      if (context.signal.aborted) return;
      const error = AppError.from(cause);
      if (error.code !== "disconnected") throw error;
      if (onAbsent) onAbsent(error);
      else if (error.message !== said) context.note(`waiting: ${error.message}`);
      said = error.message;
    }
    await sleep(AGAIN, undefined, { signal: context.signal }).catch(() => {});
  }
}
