/**
 * Multicast DNS on every cable, each with its own socket: a packet leaves through one interface only, and through none
 * if no route selects one, as on a switch without a router. A cable that fails is reported once and tried again.
 */
import { networkInterfaces } from "node:os";
import { cables, fewCables, type Interfaces } from "../cables.ts";
import type { AppError } from "../error.ts";
import { type Mdns, type MdnsOptions, openMdns } from "./open-mdns.ts";
import { troubleSentence } from "./trouble.ts";

export interface EveryCableOptions extends Omit<MdnsOptions, "address" | "onError" | "onUnsent"> {
  /** Default: this host's. */
  readonly interfaces?: () => Interfaces;
  /** Receives a sentence about each cable that cannot be used, with the reason; each once. */
  readonly onTrouble?: (sentence: string, address: string) => void;
  readonly monotonic: () => number;
}

export interface EveryCable extends Mdns {
  /** Checks the interfaces; returns whether one is new. */
  look(): boolean;
}

/** Milliseconds until a cable whose socket failed is tried again. */
const RETRY = 10_000;
/** At most this many cables are used. */
const MOST = 8;

interface Place {
  mdns: Mdns | undefined;
  failedAt: number;
}

export function everyCable(options: EveryCableOptions): EveryCable {
  const { interfaces = networkInterfaces, onTrouble = () => {}, monotonic } = options;
  const places = new Map<string, Place>();
  const told = new Set<string>();
  const complain = (address: string, error: AppError) => {
    const sentence = troubleSentence(error);
    if (told.size > 100 || told.has(`${address} ${sentence}`)) return;
    told.add(`${address} ${sentence}`);
    onTrouble(sentence, address);
  };
  const open = (address: string, place: Place) => {
    const fail = (error: AppError) => {
      place.mdns?.close();
      place.mdns = undefined;
      place.failedAt = monotonic();
      complain(address, error);
    };
    place.mdns = openMdns({ ...options, address, onError: fail, onUnsent: (error) => complain(address, error) });
  };
  const each = (speak: (mdns: Mdns) => void) => {
    for (const { mdns } of places.values()) if (mdns) speak(mdns);
  };
  const look = () => {
    const addresses = new Set(fewCables(cables(interfaces()), MOST).map(({ address }) => address));
    for (const [address, { mdns }] of places) {
      if (addresses.has(address)) continue;
      mdns?.close();
      places.delete(address);
    }
    let isAnyNew = false;
    for (const address of addresses) {
      const place = places.get(address) ?? { mdns: undefined, failedAt: Number.NEGATIVE_INFINITY };
      if (place.mdns || monotonic() - place.failedAt < RETRY) continue;
      places.set(address, place);
      open(address, place);
      isAnyNew = true;
    }
    return isAnyNew;
  };
  return {
    look,
    announce() {
      look();
      each((mdns) => mdns.announce());
    },
    ask() {
      look();
      each((mdns) => mdns.ask());
    },
    get isCrowded() {
      return [...places.values()].some(({ mdns }) => mdns?.isCrowded);
    },
    close() {
      each((mdns) => mdns.close());
      places.clear();
    },
  };
}
