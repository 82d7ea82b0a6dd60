/** When the executor may exit: nothing has been requested for a while, and nothing is running. */
export interface Rest {
  /** Call this when a request arrives, and the function that it returns (once or more) when it has been answered. */
  begin(): () => void;
}

/**
 * Milliseconds: facts follow a command, a join follows the preparation once the control plane exists, and a start costs
 * a Pi a second.
 */
export const RESTS_AFTER = 90_000;

export interface RestOptions {
  readonly after: number;
  /** An operation is running that no request waits for. */
  readonly isBusy: () => boolean;
  readonly onRest: () => void;
  readonly signal: AbortSignal;
}

export function restOf({ after, isBusy, onRest, signal }: RestOptions): Rest {
  let open = 0;
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(timer);
    if (open > 0 || signal.aborted) return;
    timer = setTimeout(() => (isBusy() ? wait() : onRest()), after);
  };
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  wait();
  return {
    begin() {
      open += 1;
      clearTimeout(timer);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        open -= 1;
        wait();
      };
    },
  };
}
