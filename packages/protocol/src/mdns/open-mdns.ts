/**
 * Multicast DNS behind a guard, which looks at every packet before the library does. Nothing else is made of what is heard
 * than an answer a second and endpoints, so nothing in here grows with what others send.
 *
 * To receive a packet costs more than to judge it, so a flood is not listened to: the socket is closed for the rest of
 * the second. Then this end speaks first: whoever looks for it hears it, and whom it looks for answers at once.
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
  /** 5353, unless a test stays among itself. */
  readonly port?: number;
  /** Address of the one interface that is spoken to; default: all. */
  readonly address?: string;
  /** What this end announces, read each time: a question for one of their names is answered with all. */
  readonly records?: () => readonly ServiceRecord[];
  /** Service that is looked for, and the port that it usually has. */
  readonly wanted?: { readonly service: string; readonly port: number };
  /** Somebody announces the wanted service. The address is that of the packet: records can name anybody. */
  readonly onFound?: (address: string, port: number) => void;
  /** The socket failed: it is dead. */
  readonly onError: (error: AppError) => void;
  /** The records, or a question, could not be sent, as when the cable is out. */
  readonly onUnsent?: (error: AppError) => void;
  /** The records were sent. */
  readonly onSent?: () => void;
  /** Gets a sentence about what was dropped, once a minute at most, and a source or two. */
  readonly onDropped?: (sentence: string, sources: string) => void;
  readonly limits?: GuardOptions["limits"];
  /**
   * Packets that are dropped in a second before the rest of it is not listened to; of a flood 300 cost a hundredth of a
   * Pi's core. Default: 300.
   */
  readonly patience?: number;
}

export interface Mdns {
  /** Sends the records unasked; a second apart at least, whoever else asks for them. */
  announce(): void;
  /** Asks for the wanted service. */
  ask(): void;
  /** So much is announced that somebody may not be heard. */
  readonly isCrowded: boolean;
  /** Repeating it does no harm. */
  close(): void;
}

const MDNS_PORT = 5353;
/** Packets of other services in a second that no ordinary network has: more are told as dropped. */
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
      // Not for the same time each time: two ends that listen in turns would miss each other for ever.
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
    // A packet that cannot be read, a group that was joined already: nothing of ours.
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

// The plain call: the global `performance` loads much more with its first use.
function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
