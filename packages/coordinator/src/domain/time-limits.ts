/** How long agents' operations may take. A slow card needs half an hour for what a good one does in a minute. */
import type { OperationKind } from "@rackberry/protocol";

/** Milliseconds. */
export interface TimeLimits {
  /** Without a report from the operation: agents report every line that apt and kubeadm print. */
  readonly silence: number;
  /** From beginning to end, regardless of reports. */
  readonly total: number;
}

const MINUTE = 60_000;

/**
 * The limits on silence allow for single tools: apt's own retries, a large image over a slow line, `sync` on a bad
 * card, a boot of up to a quarter of an hour. Filling a mirror downloads gigabytes over the owner's line.
 */
const LIMITS: { readonly [K in OperationKind]: TimeLimits } = {
  apply: { silence: 30 * MINUTE, total: 180 * MINUTE },
  init: { silence: 20 * MINUTE, total: 60 * MINUTE },
  grant: { silence: 15 * MINUTE, total: 30 * MINUTE },
  join: { silence: 20 * MINUTE, total: 60 * MINUTE },
  reset: { silence: 15 * MINUTE, total: 30 * MINUTE },
  upgrade: { silence: 10 * MINUTE, total: 10 * MINUTE },
  mirror: { silence: 60 * MINUTE, total: 720 * MINUTE },
};

/** An operation of unknown kind may be any of them, so it gets the longest limits. */
export const timeLimitsFor = (kind: OperationKind = "mirror"): TimeLimits => LIMITS[kind];

/** Milliseconds left until the first limit, and the sentence to report once nothing is left. */
export function timeLeft(
  { silence, total }: TimeLimits,
  { began, heard, now }: { readonly began: number; readonly heard: number; readonly now: number },
): { readonly ms: number; readonly sentence: string } {
  const quiet = heard + silence - now;
  const all = began + total - now;
  if (all <= quiet) return { ms: all, sentence: `it did not end within ${minutes(total)}` };
  return { ms: quiet, sentence: `the agent has not reported any progress for ${minutes(silence)}` };
}

const minutes = (ms: number) => `${Math.round(ms / MINUTE)} minutes`;
