/** One reading for all who ask for it at about the same time. */
import type { Clock } from "./clock.ts";

/** Reads at most once in `ms` milliseconds, and never twice at a time; what failed, failed for all who asked meanwhile. */
export function sharedReading<T>(clock: Pick<Clock, "monotonic">, ms: number, read: () => Promise<T>) {
  let last: { readonly begun: number; readonly value: Promise<T>; isOver: boolean } | undefined;
  return (): Promise<T> => {
    if (last && (!last.isOver || clock.monotonic() - last.begun < ms)) return last.value;
    const fresh = { begun: clock.monotonic(), value: read(), isOver: false };
    const over = () => {
      fresh.isOver = true;
    };
    fresh.value.then(over, over);
    last = fresh;
    return fresh.value;
  };
}
