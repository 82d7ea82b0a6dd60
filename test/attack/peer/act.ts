/** What the hostile side can do: named acts, each for a limited time. */

export interface Stage {
  /** Aborts when the act must end: on request, at its time limit, or when its director has exited. */
  readonly signal: AbortSignal;
  /** Sends a message to the director while the act is running. */
  say(word: object): void;
}

/** Resolves with what it saw, as JSON. */
export type Act<A> = (args: A, stage: Stage) => Promise<object>;
