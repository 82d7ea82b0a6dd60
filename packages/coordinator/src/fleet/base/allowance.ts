/** How often something may happen: `most` times at once, and `perSecond` times a second in the long run. */
interface Allowance {
  readonly most: number;
  readonly perSecond: number;
}

/** Returns whether it may happen once more now, and counts it. */
export function allowance(monotonic: () => number, { most, perSecond }: Allowance): () => boolean {
  let left = most;
  let at = monotonic();
  return () => {
    const now = monotonic();
    left = Math.min(most, left + ((now - at) * perSecond) / 1_000);
    at = now;
    if (left < 1) return false;
    left--;
    return true;
  };
}
