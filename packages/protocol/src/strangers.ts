/** Decides which unauthenticated peers are dropped when there are too many, for both TLS servers. Without sockets. */
import { sourceOf } from "./address.ts";
import { MAX_CALLERS, MAX_CALLERS_OF_ONE, MAX_KNOWN, MAX_SILENT, MAX_SILENT_OF_ONE, OWN_PLACES } from "./limits.ts";

/** A stranger is silent until its first TLS record is complete; then it is a caller, until it is checked. */
export interface Strangers<S> {
  /** Adds a silent stranger. */
  admit(socket: S, address: string): void;
  /** Its first record is complete. Returns the callers to drop to make room for it, never itself. */
  spoke(socket: S): S[];
  /** The excess silent strangers. Call once the newest have had a chance to speak. */
  surplus(): S[];
  /** The stranger has disconnected, or was checked. */
  release(socket: S): void;
  /** A peer at this address has shown the pin or the token: reserves places for callers from there. */
  remember(address: string): void;
  knows(address: string): boolean;
  readonly size: number;
}

/** Maximum number of strangers of one kind, in total and from one source. */
interface Places {
  readonly most: number;
  readonly ofOne: number;
}

interface Options {
  readonly silent?: Places;
  readonly callers?: Places;
}

/**
 * Silent peers cost little and never displace a caller. For each kind, the source with the most peers loses its oldest
 * first: an honest peer speaks as soon as it is connected, and is checked milliseconds later.
 */
export function strangers<S>({
  silent = { most: MAX_SILENT, ofOne: MAX_SILENT_OF_ONE },
  callers = { most: MAX_CALLERS, ofOne: MAX_CALLERS_OF_ONE },
}: Options = {}): Strangers<S> {
  // Both keep the order of arrival.
  const quiet = new Map<S, string>();
  const calling = new Map<S, string>();
  const known = new Set<string>();
  const makeRoom = (among: Map<S, string>, places: Places, left = bySource(among)): S[] => {
    const gone = surplusOf(left, places);
    for (const socket of gone) among.delete(socket);
    return gone;
  };
  return {
    admit: (socket, address) => void quiet.set(socket, sourceOf(address)),
    spoke(socket) {
      const source = quiet.get(socket);
      if (source === undefined) return [];
      quiet.delete(socket);
      calling.set(socket, source);
      const crowd = bySource(calling);
      for (const own of known) crowd.get(own)?.splice(-OWN_PLACES);
      return makeRoom(calling, callers, crowd);
    },
    surplus: () => makeRoom(quiet, silent),
    release(socket) {
      quiet.delete(socket);
      calling.delete(socket);
    },
    remember(address) {
      const source = sourceOf(address);
      known.delete(source);
      known.add(source);
      for (const oldest of known) if (known.size > MAX_KNOWN) known.delete(oldest);
    },
    knows: (address) => known.has(sourceOf(address)),
    get size() {
      return quiet.size + calling.size;
    },
  };
}

function bySource<S>(present: ReadonlyMap<S, string>): Map<string, S[]> {
  const sources = new Map<string, S[]>();
  for (const [socket, source] of present) {
    const of = sources.get(source);
    if (of) of.push(socket);
    else sources.set(source, [socket]);
  }
  return sources;
}

/** Removes the excess strangers from `sources` and returns them. */
function surplusOf<S>(sources: Map<string, S[]>, { most, ofOne }: Places): S[] {
  const gone: S[] = [];
  let left = 0;
  for (const of of sources.values()) {
    gone.push(...of.splice(0, Math.max(0, of.length - ofOne)));
    left += of.length;
  }
  for (; left > most; left--) {
    let largest: S[] = [];
    for (const of of sources.values()) if (of.length > largest.length) largest = of;
    gone.push(...largest.splice(0, 1));
  }
  return gone;
}
