/** When the executor may go: nobody has asked for anything for a while, and nothing runs. */
export interface Rest {
  /** Something is asked; what is given back is called when it has been answered, and may be called again. */
  begin(): () => void;
}

/** Milliseconds: facts follow a command, a join follows the preparation when the control plane is there, and a start costs a Pi a second. */
export const RESTS_AFTER = 90_000;

export interface RestOptions {
  readonly after: number;
  /** An operation runs, which no question is waiting for. */
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
