/** Keys that two Pis use at the same time: both are refused until one of them has been away for a minute. */
import type { Clock } from "../base/clock.ts";

/** Milliseconds without a visit after which a face is removed. */
const FORGET = 60_000;
/** Faces remembered per key: two make a contest, and a holder of the key can invent any number of them. */
const MOST = 8;

export interface Contests {
  /** Two faces (serial number and boot id) presented the key. */
  open(keyHash: string, faces: readonly string[]): void;
  /** Records that a face presented the key; returns whether the key is contested. */
  visit(keyHash: string, face: string): boolean;
}

export function contests(clock: Clock): Contests {
  const seen = new Map<string, Map<string, number>>();
  return {
    open(keyHash, faces) {
      const times = seen.get(keyHash) ?? new Map<string, number>();
      for (const face of faces) times.set(face, clock.monotonic());
      seen.set(keyHash, times);
    },
    visit(keyHash, face) {
      const times = seen.get(keyHash);
      if (!times) return false;
      if (times.has(face) || times.size < MOST) times.set(face, clock.monotonic());
      for (const [other, at] of times) if (clock.monotonic() - at > FORGET) times.delete(other);
      if (times.size > 1) return true;
      seen.delete(keyHash);
      return false;
    },
  };
}
