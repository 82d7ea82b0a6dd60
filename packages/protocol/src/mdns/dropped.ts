/** What was dropped, told once a minute in one sentence, and only when there was something. */

export interface Dropped {
  count(why: string, source: string): void;
  /** There were so many that nobody was listened to for a moment: the next sentence says so. */
  pause(): void;
  /** Nothing is told any more. */
  close(): void;
}

export interface DroppedOptions {
  readonly tell: (sentence: string, sources: string) => void;
  /** Runs `work` after `ms`, unless what it answers is called before. */
  readonly after: (ms: number, work: () => void) => () => void;
  /** Reasons that are told only when there were so many a second: other people's services are no attack. */
  readonly quiet?: Readonly<Record<string, number>>;
}

/** Milliseconds until the first sentence, and between two. */
const FIRST = 5_000;
const EVERY = 60_000;
/** Sources that are named. */
const NAMED = 2;

export function dropped({ tell, after, quiet = {} }: DroppedOptions): Dropped {
  let counts = new Map<string, { count: number; sources: Set<string> }>();
  let cancel: (() => void) | undefined;
  let isClosed = false;
  let pauses = 0;
  const report = (ms: number) => {
    cancel = after(ms, () => {
      const worth = [...counts].filter(([why, { count }]) => count > ((quiet[why] ?? 0) * ms) / 1_000);
      counts = new Map();
      cancel = undefined;
      if (worth.length === 0) return;
      const total = worth.reduce((sum, [, { count }]) => sum + count, 0);
      const reasons = worth.map(([why, { count }]) => `${count} ${why}`).join(", ");
      const sources = new Set(worth.flatMap(([, one]) => [...one.sources]));
      const deaf = pauses > 0 ? `; stopped listening ${pauses} times` : "";
      pauses = 0;
      tell(`dropped ${total} multicast DNS packets: ${reasons}${deaf}`, [...sources].slice(0, NAMED).join(" "));
      report(EVERY);
    });
  };
  return {
    count(why, source) {
      if (isClosed) return;
      const one = counts.get(why) ?? { count: 0, sources: new Set() };
      one.count++;
      if (one.sources.size < NAMED) one.sources.add(source);
      counts.set(why, one);
      if (!cancel) report(FIRST);
    },
    pause() {
      pauses++;
    },
    close() {
      isClosed = true;
      cancel?.();
    },
  };
}

/** `after` of the real clock; holds up no process that wants to end. */
export function systemAfter(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms).unref();
  return () => clearTimeout(timer);
}
