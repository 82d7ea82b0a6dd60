/** How long operations of agents may take. A slow card takes half an hour for what a good one does in a minute. */
import type { OperationKind } from "@rackberry/protocol";

/** Milliseconds. */
export interface Patience {
  /** Without a word of it: agents tell every line that apt and kubeadm print. */
  readonly silence: number;
  /** Until its end, whatever it tells. */
  readonly total: number;
}

const MINUTE = 60_000;

/**
 * The silences are those of single tools: apt's own retries, a large image over a slow line, `sync` on a bad card, the
 * quarter of an hour that a boot may take. Filling a mirror is gigabytes over the owner's line.
 */
const PATIENCE: { readonly [K in OperationKind]: Patience } = {
  apply: { silence: 30 * MINUTE, total: 180 * MINUTE },
  init: { silence: 20 * MINUTE, total: 60 * MINUTE },
  grant: { silence: 15 * MINUTE, total: 30 * MINUTE },
  join: { silence: 20 * MINUTE, total: 60 * MINUTE },
  reset: { silence: 15 * MINUTE, total: 30 * MINUTE },
  upgrade: { silence: 10 * MINUTE, total: 10 * MINUTE },
  mirror: { silence: 60 * MINUTE, total: 720 * MINUTE },
};

/** Of an operation whose kind nobody here knows it may be any, so it has the patience of the longest. */
export const patienceFor = (kind: OperationKind = "mirror"): Patience => PATIENCE[kind];

/** Milliseconds that are left of it, and as a sentence what is over when nothing is left. */
export function leftOf(
  { silence, total }: Patience,
  { began, heard, now }: { readonly began: number; readonly heard: number; readonly now: number },
): { readonly ms: number; readonly sentence: string } {
  const quiet = heard + silence - now;
  const all = began + total - now;
  if (all <= quiet) return { ms: all, sentence: `it did not end within ${minutes(total)}` };
  return { ms: quiet, sentence: `the agent has not said a word of it for ${minutes(silence)}` };
}

const minutes = (ms: number) => `${Math.round(ms / MINUTE)} minutes`;
