/** Waiting between attempts. */

export interface Backoff {
  /** Milliseconds. */
  readonly first: number;
  readonly max: number;
}

/** After a failed operation: apt and kubeadm are not run again at once. */
export const OPERATION_BACKOFF: Backoff = { first: 5_000, max: 300_000 };
/** For an agent that does not answer. */
export const DIAL_BACKOFF: Backoff = { first: 250, max: 5_000 };

/** Milliseconds to wait after the `failures`-th failure in a row, counted from 1: doubles up to `max`. */
export const delayAfter = (failures: number, { first, max }: Backoff): number =>
  Math.min(first * 2 ** Math.min(failures - 1, 30), max);
