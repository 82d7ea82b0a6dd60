/** Answering by multicast at most once a second, whatever is asked and how often (RFC 6762, 6). */

export interface OnceASecond {
  /** At once, or when the second is over, once for all who asked meanwhile. */
  ask(): void;
  close(): void;
}

const SECOND = 1_000;

/**
 * `after` runs `work` after `ms`, unless what it answers is called before. `answer` says whether it could: an answer that
 * nobody got takes up no second.
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
