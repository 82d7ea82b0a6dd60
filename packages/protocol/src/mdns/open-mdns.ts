/**
 * Multicast DNS behind a guard, which checks every packet before the library sees it. Packets only lead to an answer a
 * second and to endpoints, so nothing here grows with what others send.
 *
 * Receiving a packet costs more than checking it, so in a flood the socket is closed for the rest of the second. When
 * it opens again, this end sends first: it announces its records, and asks for the wanted service.
 */
import { networkInterfaces } from "node:os";
import { AppError } from "../error.ts";
import { announcedPort, type Packet } from "./announced.ts";
import { type MulticastDns, multicastDns, type ServiceRecord } from "./bonjour.ts";
import { dropped, systemAfter } from "./dropped.ts";
import { flood } from "./flood.ts";
import { FOREIGN, type GuardOptions, guard } from "./guard.ts";
import { guardedSocket } from "./guarded-socket.ts";
import { onLink } from "./on-link.ts";
import { onceASecond } from "./once-a-second.ts";

export interface MdnsOptions {
  /** Default: 5353; tests use another, so that they only reach each other. */
  readonly port?: number;
  /** Address of the only interface to use; default: all. */
  readonly address?: string;
  /** Records that this end announces, read each time: a question for one of their names is answered with all. */
  readonly records?: () => readonly ServiceRecord[];
  /** The service to look for, and its usual port. */
  readonly wanted?: { readonly service: string; readonly port: number };
  /** The wanted service was announced. The address is the packet's source, since records can name any host. */
  readonly onFound?: (address: string, port: number) => void;
  /** The socket failed and can no longer be used. */
  readonly onError: (error: AppError) => void;
  /** The records or a question could not be sent, for example because the cable is unplugged. */
  readonly onUnsent?: (error: AppError) => void;
  /** The records were sent. */
  readonly onSent?: () => void;
  /** Receives a sentence about dropped packets, at most once a minute, and one or two of their sources. */
  readonly onDropped?: (sentence: string, sources: string) => void;
  readonly limits?: GuardOptions["limits"];
  /**
   * Packets dropped in a second before the socket is closed for the rest of it. Default: 300, which cost a hundredth of
   * a Pi's core.
   */
  readonly patience?: number;
}

export interface Mdns {
  /** Sends the records unasked; at least a second apart, including answers to questions. */
  announce(): void;
  /** Asks for the wanted service. */
  ask(): void;
  /** Whether so much arrives that announcements may be missed. */
  readonly isCrowded: boolean;
  /** Closing twice is harmless. */
  close(): void;
}

const MDNS_PORT = 5353;
/** Packets of other services in a second, more than on any ordinary network: above this, drops are reported. */
const UNUSUAL = 100;
const nothing = () => {};

export function openMdns(options: MdnsOptions): Mdns {
  const { port = MDNS_PORT, address, records = () => [], wanted, limits, patience = 300 } = options;
  let isOpen = true;
  let mdns: MulticastDns | undefined;
  const telling = (tell: (error: AppError) => void) => (cause: unknown) => {
    if (isOpen && cause) tell(AppError.from(cause));
  };
  const onUnsent = telling(options.onUnsent ?? nothing);
  const answer = () => {
    mdns?.respond(records(), (cause) => (cause ? onUnsent(cause) : options.onSent?.()));
    return mdns !== undefined;
  };
  const answers = onceASecond(answer, systemAfter);
  const counter = dropped({ tell: options.onDropped ?? nothing, after: systemAfter, quiet: { [FOREIGN]: UNUSUAL } });
  const left = flood(patience, monotonic);
  const watch = guard({
    ...{ port, limits, monotonic },
    concerns: { asked: [...new Set(records().map(({ name }) => name))], told: wanted?.service },
    onLink: onLink({ interfaces: networkInterfaces, monotonic }),
    onDropped(why, source) {
      counter.count(why, source);
      const pause = left();
      // For a random time: two ends that listen alternately would miss each other forever.
      if (pause !== undefined) pauseFor(pause * (0.5 + Math.random()));
    },
  });
  const ask = () => {
    if (wanted) mdns?.query(wanted.service, "PTR", onUnsent);
    watch.expectAnswers();
  };
  const hear = () => {
    mdns = multicastDns({ socket: guardedSocket(watch), port, interface: address });
    mdns.on("error", telling(options.onError));
    // A packet that cannot be read, or a group that was joined already: harmless.
    mdns.on("warning", nothing);
    mdns.on("query", answers.ask);
    mdns.on("response", (packet: Packet, from: { readonly address: string }) => {
      const found = wanted && announcedPort(packet, wanted.service, wanted.port);
      if (found !== undefined) options.onFound?.(from.address, found);
    });
  };
  const deafen = () => {
    mdns?.destroy();
    mdns = undefined;
  };
  const pauseFor = (ms: number) => {
    if (!mdns) return;
    deafen();
    counter.pause();
    systemAfter(ms, () => {
      if (!isOpen) return;
      hear();
      ask();
      if (options.records) answers.ask();
    });
  };
  hear();
  return {
    announce: answers.ask,
    ask,
    get isCrowded() {
      return watch.isCrowded;
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      answers.close();
      counter.close();
      deafen();
    },
  };
}

// Not the global `performance`, which loads much more at its first use.
function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
