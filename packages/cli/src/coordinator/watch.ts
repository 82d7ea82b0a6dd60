/** The rack's status as it changes, across restarts of the coordinator. */
import { setTimeout as sleep } from "node:timers/promises";
import type { RackStatus } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import type { Context } from "../verb.ts";
import { openClient } from "./open.ts";

/** Milliseconds before pictl looks again for a coordinator that it has lost. */
const AGAIN = 1_000;

/**
 * Until Ctrl-C. Throws errors that waiting does not fix: a wrong rack directory, a wrong token. `onAbsent` is called
 * after every failed attempt; without it, the reason is printed whenever it changes.
 */
export async function* watchStatus(context: Context, onAbsent?: (error: AppError) => void): AsyncGenerator<RackStatus> {
  let said = "";
  // Announces the search once; otherwise each attempt would.
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
