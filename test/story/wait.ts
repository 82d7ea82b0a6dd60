/** Waiting for the world to be as a test wants it, with a limit, and with words when it is not. */
import { setTimeout as sleep } from "node:timers/promises";

export interface WaitOptions {
  /** Seconds. */
  readonly limit: number;
  /** Milliseconds between two looks. */
  readonly every?: number;
  /** Asked once the limit has passed: what the world looks like instead. */
  readonly otherwise?: () => Promise<string>;
  readonly signal?: AbortSignal;
}

/** Looks until the answer is neither undefined nor false. Throws `what` and the state when the limit passes. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  { limit, every = 250, otherwise, signal }: WaitOptions,
): Promise<T> {
  const end = performance.now() + limit * 1000;
  for (;;) {
    const answer = await look();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) {
      throw new Error(`${what}: not within ${limit} s${otherwise ? `\n${await otherwise()}` : ""}`);
    }
    await sleep(every, undefined, { signal });
  }
}
