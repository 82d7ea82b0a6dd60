/** Answering by multicast at most once a second, whatever is asked and how often (RFC 6762, 6). */

export interface OnceASecond {
  /** At once, or when the second is over, once for all who asked meanwhile. */
  ask(): void;
  close(): void;
}

const SECOND = 1_000;

/** `after` runs `work` after `ms`, unless what it answers is called before. */
export function onceASecond(answer: () => void, after: (ms: number, work: () => void) => () => void): OnceASecond {
  let cancel: (() => void) | undefined;
  let isAsked = false;
  const say = () => {
    isAsked = false;
    cancel = after(SECOND, () => {
      cancel = undefined;
      if (isAsked) say();
    });
    answer();
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
