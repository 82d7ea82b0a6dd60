/** Runs tasks at set times, in local time, with node-cron. */
import { schedule } from "node-cron";
import type { Night } from "../../domain/night.ts";

export interface Calendar {
  /** Calls the task at these times (cron's fields) until abort, never twice at once. The task must not reject. */
  at(times: string, task: () => Promise<void>, signal: AbortSignal): void;
}

export interface Nightly {
  readonly calendar: Calendar;
  /** The last nightly check since the coordinator started. */
  night: Night | undefined;
}

export const systemCalendar: Calendar = {
  at(times, task, signal) {
    if (signal.aborted) return;
    const scheduled = schedule(times, task, { noOverlap: true, suppressMissedWarning: true });
    signal.addEventListener("abort", () => void scheduled.destroy(), { once: true });
  },
};
