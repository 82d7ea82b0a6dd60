/** Detects when more packets arrive in a second than can be checked. */

const SECOND = 1_000;

/** Counts a packet; after more than `most` in a second, returns the milliseconds that remain of it. */
export function flood(most: number, monotonic: () => number): () => number | undefined {
  let since = Number.NEGATIVE_INFINITY;
  let count = 0;
  return () => {
    const now = monotonic();
    if (now - since >= SECOND) {
      since = now;
      count = 0;
    }
    return ++count > most ? since + SECOND - now : undefined;
  };
}
