/** Announces "here is an agent" on every cable, and again when an address or the state changes. A hint, never proof. */
import { AppError, type Cable, cables, fewCables, type Interfaces, isLinkLocal, PROTOCOL } from "@rackberry/protocol";
import { troubleSentence } from "@rackberry/protocol/mdns";
import type { Clock } from "../host/host.ts";
import type { Journal } from "../journal.ts";

/** What the network may know: no name, no serial number, no secret. */
export interface Announcement {
  /** First 8 hex digits of the agent's key hash. */
  readonly shortId: string;
  readonly port: number;
  readonly state: "new" | "adopted" | "pending";
}

/** One multicast DNS responder on one address. */
export interface Responder {
  /** Sends the records unasked. */
  announce(): void;
  close(): void;
}
export interface RespondOptions {
  /** Something failed later; the responder can no longer be used. */
  readonly onError: (error: AppError) => void;
  /** The records have been sent. */
  readonly onSent: () => void;
}

export type Respond = (address: string, announcement: Announcement, options: RespondOptions) => Responder;

export interface AnnounceOptions {
  readonly announcement: () => Announcement;
  /** A coordinator is connected, so nothing need be announced to it. */
  readonly isConnected: () => boolean;
  readonly interfaces: () => Interfaces;
  readonly respond: Respond;
  readonly clock: Clock;
  readonly journal: Journal;
}

/** Milliseconds between two checks of the addresses: the network may come up late, or change. */
const POLL = 1_000;
/** Checks after which the records are sent again (RFC 6762, 8.3: at least twice, at growing intervals). */
const REPEAT_AT: ReadonlySet<number> = new Set([1, 3, 9]);
/** Checks between repeats while no coordinator is connected: its question may be lost, or it started late. */
const REPEAT_EVERY = 30;
/** Checks for which a cable may have only a self-assigned address before that is reported. */
const NO_ADDRESS_AFTER = 30;
/** Checks until a failed responder is tried again. */
const RETRY_AFTER = 5;
const MAX_RESPONDERS = 8;

interface Entry {
  responder?: Responder;
  /** Number of checks since it started. */
  age: number;
  isTold: boolean;
}

/** Runs until the signal. A network error is reported once and retried; it never ends the announcing. */
export async function announce(options: AnnounceOptions, signal: AbortSignal): Promise<void> {
  const { clock, journal } = options;
  const entries = new Map<string, Entry>();
  const told = new Set<string>();
  const complain = (place: Place, entry: Entry) => (error: AppError) => {
    entry.responder?.close();
    entry.responder = undefined;
    entry.age = 0;
    if (told.size < 100 && !told.has(error.message)) {
      told.add(error.message);
      journal.warning(`announcing failed, will try again: ${troubleSentence(error)}`, { address: place.address });
    }
  };
  const open = (place: Place, entry: Entry, announcement: Announcement) => {
    const onError = complain(place, entry);
    const onSent = () => {
      if (entry.isTold) return;
      entry.isTold = true;
      journal.info("announced", { address: place.address, state: announcement.state });
    };
    try {
      entry.responder = options.respond(place.address, announcement, { onError, onSent });
      entry.responder.announce();
    } catch (cause) {
      onError(AppError.from(cause));
    }
  };
  const lonely = loneliness(journal);
  const isDue = ({ age }: Entry) => age % REPEAT_EVERY === 0 && !options.isConnected();
  const look = () => {
    const announcement = options.announcement();
    const interfaces = options.interfaces();
    const all = cables(interfaces);
    lonely(all);
    const own = all.filter((cable) => !isLinkLocal(cable));
    const places = new Map(placesOf(own, interfaces, announcement).map((place) => [place.key, place]));
    for (const [key, entry] of entries) {
      if (places.has(key)) continue;
      entry.responder?.close();
      entries.delete(key);
    }
    for (const [key, place] of places) {
      const entry = entries.get(key);
      if (!entry) {
        const fresh: Entry = { age: 0, isTold: false };
        entries.set(key, fresh);
        open(place, fresh, announcement);
        continue;
      }
      entry.age += 1;
      if (!entry.responder && entry.age >= RETRY_AFTER) open(place, entry, announcement);
      else if (REPEAT_AT.has(entry.age) || isDue(entry)) entry.responder?.announce();
    }
  };
  try {
    while (!signal.aborted) {
      look();
      await clock.sleep(POLL, signal);
    }
  } catch (cause) {
    if (!signal.aborted) throw cause;
  } finally {
    for (const { responder } of entries.values()) responder?.close();
  }
}

/** Reports once that this Pi has no address, and again if it loses its address later. */
function loneliness(journal: Journal): (all: readonly Cable[]) => void {
  let looks = 0;
  return (all) => {
    looks = all.some((cable) => !isLinkLocal(cable)) ? 0 : looks + 1;
    if (looks !== NO_ADDRESS_AFTER) return;
    const [own] = all;
    const what = own ? `no address but ${own.address}, which it gave itself (${own.interface})` : "no address";
    journal.warning(`nobody can find this Pi: it has ${what}: is the cable plugged in, and is there a DHCP server?`);
  };
}

interface Place {
  /** Changes whenever a responder must be replaced. */
  readonly key: string;
  readonly address: string;
}

/** One for each address. A replaced cable gets a new index, so the key includes the link-local scope. */
function placesOf(own: readonly Cable[], interfaces: Interfaces, { state, port }: Announcement): Place[] {
  return fewCables(own, MAX_RESPONDERS).map(({ interface: name, address }) => {
    const scope = interfaces[name]?.find((one) => one.family === "IPv6" && one.scopeid !== 0);
    return { key: [name, scope?.scopeid ?? 0, interfaces[name]?.[0]?.mac, address, state, port].join(" "), address };
  });
}

export const instanceName = ({ shortId }: Announcement) => `pi-agent-${shortId}`;
export const txtOf = ({ shortId, state }: Announcement) => ({ id: shortId, v: String(PROTOCOL), state });
