/** Limits how much strangers can make a journal grow. */

/**
 * Undefined when the line is to be left out, else how many lines of its kind were left out since the last one. `kind` is
 * one of a few words of ours, `source` whatever tells those apart who cause it.
 */
export type Seldom = (kind: string, source: string) => number | undefined;

interface Options {
  /** Milliseconds. */
  readonly interval?: number;
  /** Lines of one kind in an interval. */
  readonly most?: number;
  /** Kinds that are told apart; more share the lines of one. */
  readonly kinds?: number;
}

interface Kind {
  readonly passed: Map<string, number>;
  omitted: number;
}

/**
 * In an interval every kind has lines of its own, one for each source: what many do harmlessly does not hide the one thing
 * that matters, and what one does again and again does not hide the others.
 */
export function seldom(
  monotonic: () => number,
  { interval = 60_000, most = 10, kinds: mostKinds = 64 }: Options = {},
): Seldom {
  const kinds = new Map<string, Kind>();
  return (word, source) => {
    const now = monotonic();
    const name = kinds.has(word) || kinds.size < mostKinds ? word : "";
    const kind = kinds.get(name) ?? { passed: new Map<string, number>(), omitted: 0 };
    kinds.set(name, kind);
    const { passed } = kind;
    for (const [old, at] of passed) if (now - at >= interval) passed.delete(old);
    if (passed.has(source) || passed.size >= most) {
      kind.omitted++;
      return undefined;
    }
    passed.set(source, now);
    const { omitted } = kind;
    kind.omitted = 0;
    return omitted;
  };
}
