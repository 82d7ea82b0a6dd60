/** Percentiles of a sample. */

/** The smallest value that at least `percent` of the sample do not exceed (nearest rank). Throws on an empty sample. */
export function percentile(sample: readonly number[], percent: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const value = sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1];
  if (value === undefined) throw new Error("a percentile of nothing");
  return value;
}

export const median = (sample: readonly number[]): number => percentile(sample, 50);
