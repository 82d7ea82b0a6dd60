/** Token buckets that limit what each source may send, and all together. The table of sources is bounded. */

export interface Rate {
  /** Tokens per second. */
  readonly rate: number;
  readonly burst: number;
}

export interface Buckets {
  /** Takes a token from the source's bucket and the common one, or returns which is empty. `monotonic`: in ms. */
  take(source: string, monotonic: number): "taken" | "source" | "all";
  /** Fills the common bucket, so that answers to a question just asked are received, however much came before. */
  refill(): void;
}

interface Bucket {
  tokens: number;
  at: number;
}

const MAX_SOURCES = 512;

export function buckets({ each, all }: { readonly each: Rate; readonly all: Rate }): Buckets {
  // Ordered by last use, so that the first is the one to forget.
  const sources = new Map<string, Bucket>();
  const common: Bucket = { tokens: all.burst, at: Number.NEGATIVE_INFINITY };
  return {
    take(source, monotonic) {
      const own = sources.get(source) ?? { tokens: each.burst, at: monotonic };
      sources.delete(source);
      sources.set(source, own);
      const oldest = sources.size > MAX_SOURCES ? sources.keys().next().value : undefined;
      if (oldest !== undefined) sources.delete(oldest);
      // The source's own bucket first: a source that sends too much takes nothing from the others.
      if (!hasToken(own, each, monotonic)) return "source";
      if (!hasToken(common, all, monotonic)) return "all";
      own.tokens--;
      common.tokens--;
      return "taken";
    },
    refill() {
      common.tokens = all.burst;
    },
  };
}

function hasToken(bucket: Bucket, { rate, burst }: Rate, monotonic: number): boolean {
  const earned = ((monotonic - bucket.at) / 1_000) * rate;
  bucket.tokens = Math.min(bucket.tokens + earned, burst);
  bucket.at = monotonic;
  return bucket.tokens >= 1;
}
