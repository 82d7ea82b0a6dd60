/** Limits how much strangers can add to a journal. */

/**
 * Undefined when the line must be left out, else how many lines of its kind have been left out since the last one.
 * `kind` is one of our own few words; `source` identifies the cause of the line.
 */
export type Seldom = (kind: string, source: string) => number | undefined;

interface Options {
  /** Milliseconds. */
  readonly interval?: number;
  /** Lines of one kind in an interval. */
  readonly most?: number;
  /** Kinds that are counted separately; any others share the lines of one kind. */
  readonly kinds?: number;
}

interface Kind {
  readonly passed: Map<string, number>;
  omitted: number;
}

/**
 * In each interval, every kind has its own lines, one for each source: harmless lines from many sources do not hide the
 * kind that matters, and one source that repeats itself does not hide the others.
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
