/**
 * A brake for lines about strangers. Each kind of line has its own, and in it each source: whoever makes a noise of one
 * kind hides no line of another.
 */

export interface Brake {
  /** Whether to say it; `unsaid`: lines of this kind that were not said since the last one. */
  pass(kind: string, source: string): { readonly unsaid: number | undefined } | undefined;
}

export interface BrakeOptions {
  /** Milliseconds between two lines of one kind about one source. */
  readonly interval?: number;
  /** Lines of one kind in an interval. */
  readonly most?: number;
}

export function brake(monotonic: () => number, { interval = 60_000, most = 10 }: BrakeOptions = {}): Brake {
  const kinds = new Map<string, { readonly said: Map<string, number>; unsaid: number }>();
  return {
    pass(kind, source) {
      const now = monotonic();
      const one = kinds.get(kind) ?? { said: new Map<string, number>(), unsaid: 0 };
      kinds.set(kind, one);
      for (const [old, at] of one.said) if (now - at >= interval) one.said.delete(old);
      if (one.said.has(source) || one.said.size >= most) {
        one.unsaid++;
        return undefined;
      }
      one.said.set(source, now);
      const unsaid = one.unsaid || undefined;
      one.unsaid = 0;
      return { unsaid };
    },
  };
}
