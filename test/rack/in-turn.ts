/** Runs what it is given one after the other: a plug pulled in the middle of a boot comes after it. */
export type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

/** A queue of its own, in which a failure keeps nobody from their turn. */
export function inTurns(): InTurn {
  let queue: Promise<unknown> = Promise.resolve();
  return (act) => {
    const done = queue.then(act);
    queue = done.catch(() => {});
    return done;
  };
}
