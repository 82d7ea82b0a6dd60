/** Tells when a second brings more than what can be looked at. */

const SECOND = 1_000;

/** Counts one; past `most` in a second answers the milliseconds that are left of it. */
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
