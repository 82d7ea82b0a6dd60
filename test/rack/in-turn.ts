/** Runs actions one after the other: a plug pulled during a boot waits until the boot is done. */
export type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

/** Makes a queue; a failed action does not stop the ones after it. */
export function inTurns(): InTurn {
  let queue: Promise<unknown> = Promise.resolve();
  return (act) => {
    const done = queue.then(act);
    queue = done.catch(() => {});
    return done;
  };
}
