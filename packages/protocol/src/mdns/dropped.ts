/** Reports dropped packets in one sentence, at most once a minute, and only if there were any. */

export interface Dropped {
  count(why: string, source: string): void;
  /** There were so many packets that the socket was closed for a moment: the next sentence says so. */
  pause(): void;
  /** Stops all reports. */
  close(): void;
}

export interface DroppedOptions {
  readonly tell: (sentence: string, sources: string) => void;
  /** Runs `work` after `ms`, unless the returned function is called first. */
  readonly after: (ms: number, work: () => void) => () => void;
  /** Reasons reported only above this many packets a second: other services' packets are no attack. */
  readonly quiet?: Readonly<Record<string, number>>;
}

/** Milliseconds until the first report, and between reports. */
const FIRST = 5_000;
const EVERY = 60_000;
/** Number of sources named in a report. */
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

/** `after` with the real clock; does not keep the process alive. */
export function systemAfter(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms).unref();
  return () => clearTimeout(timer);
}
