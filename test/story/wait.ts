/** Waiting for a condition with a time limit, and a message when it is not met. */
import { setTimeout as sleep } from "node:timers/promises";

export interface WaitOptions {
  /** Seconds. */
  readonly limit: number;
  /** Milliseconds between two checks. */
  readonly every?: number;
  /** Called once the limit has passed: describes the actual state. */
  readonly otherwise?: () => Promise<string>;
  readonly signal?: AbortSignal;
}

/** Checks until the result is neither undefined nor false. Throws `what` and the state when the limit passes. */
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
