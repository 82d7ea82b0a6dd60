/** Work that runs only as long as a condition holds. */
import type { ChangeSignal } from "./change-signal.ts";

interface Epoch {
  /** Checked again after every change. */
  readonly holds: () => boolean;
  readonly changed: ChangeSignal;
  readonly signal: AbortSignal;
}

/** Runs `work` with a signal that aborts once `holds` is false, and then resolves; otherwise ends as `work` does. */
export async function during(
  { holds, changed, signal }: Epoch,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const epoch = new AbortController();
  const watching = abortOnce(() => !holds(), changed, epoch);
  try {
    await work(AbortSignal.any([signal, epoch.signal]));
  } catch (error) {
    if (signal.aborted || !epoch.signal.aborted) throw error;
  } finally {
    epoch.abort();
    await watching;
  }
}

async function abortOnce(isOver: () => boolean, changed: ChangeSignal, epoch: AbortController): Promise<void> {
  try {
    while (!isOver()) await changed.after(changed.count, 3_600_000, epoch.signal);
    epoch.abort();
  } catch {
    // The work ended first.
  }
}
