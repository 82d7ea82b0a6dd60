/** Limits multicast answers to one a second, whatever is asked and how often (RFC 6762, 6). */

export interface OnceASecond {
  /** Answers at once, or, when the second is over, once for everything asked meanwhile. */
  ask(): void;
  close(): void;
}

const SECOND = 1_000;

/**
 * `after` runs `work` after `ms`, unless the function that it returns is called first. `answer` returns whether it
 * could send: a failed answer does not use up the second.
 */
export function onceASecond(answer: () => boolean, after: (ms: number, work: () => void) => () => void): OnceASecond {
  let cancel: (() => void) | undefined;
  let isAsked = false;
  const say = () => {
    if (!answer()) return;
    isAsked = false;
    cancel = after(SECOND, () => {
      cancel = undefined;
      if (isAsked) say();
    });
  };
  return {
    ask() {
      isAsked = true;
      if (!cancel) say();
    },
    close() {
      isAsked = false;
      cancel?.();
      cancel = () => {};
    },
  };
}
