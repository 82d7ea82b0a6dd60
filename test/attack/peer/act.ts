/** What the hostile side can do: acts with a name, each for a bounded time. */

export interface Stage {
  /** Aborts when the act is to end: told so, out of time, or its director is gone. */
  readonly signal: AbortSignal;
  /** A word to the director while the act goes on. */
  say(word: object): void;
}

/** Answers what it saw, as JSON. */
export type Act<A> = (args: A, stage: Stage) => Promise<object>;
