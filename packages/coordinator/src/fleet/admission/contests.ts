/** Keys that two Pis show at the same time: both stay outside until one of them has been away for a minute. */
import type { Clock } from "../base/clock.ts";

/** Milliseconds without a visit after which a face counts as gone. */
const FORGET = 60_000;
/** Faces of one key that are remembered: two are a contest, and whoever holds the key can show more without end. */
const MOST = 8;

export interface Contests {
  /** Two faces (serial number and boot) showed the key. */
  open(keyHash: string, faces: readonly string[]): void;
  /** A face shows the key (again): is the key contested? */
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
