/**
 * Multicast DNS by multicast-dns: the only file that imports it. A guard looks at every packet before it does. Nothing
 * else is made of what it hears than an answer a second and endpoints, so nothing in here grows with what others send.
 */
import multicastDns from "multicast-dns";
import { AppError } from "../error.ts";
import { announcedPorts, type Packet } from "./announced.ts";
import { systemAfter } from "./dropped.ts";
import type { GuardOptions } from "./guard.ts";
import { guardedSocket } from "./guarded-socket.ts";
import { onceASecond } from "./once-a-second.ts";
import type { ServiceRecord } from "./service-records.ts";

export interface MdnsOptions {
  /** 5353, unless a test stays among itself. */
  readonly port?: number;
  /** Address of the one interface that is spoken to; default: all. */
  readonly address?: string;
  /** What this end announces, asked for anew each time: whoever asks for one of their names gets all. */
  readonly records?: () => readonly ServiceRecord[];
  /** Service that is looked for, and the port that it usually has. */
  readonly wanted?: { readonly service: string; readonly port: number };
  /** Somebody announces the wanted service. The address is that of the packet: records can name anybody. */
  readonly onFound?: (address: string, port: number) => void;
  /** The socket failed: it is dead. */
  readonly onError: (error: AppError) => void;
  /** The records could not be sent, as when the cable is out. */
  readonly onUnsent?: (error: AppError) => void;
  /** Gets a sentence about what was dropped, once a minute at most, and a source or two. */
  readonly onDropped?: (sentence: string, sources: string) => void;
  readonly limits?: GuardOptions["limits"];
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
const nothing = () => {};

export function openMdns(options: MdnsOptions): Mdns {
  const { port = MDNS_PORT, address, records = () => [], wanted, limits } = options;
  const asked = [...new Set(records().map(({ name }) => name))];
  const concerns = { asked, told: wanted?.service };
  const { socket, guard } = guardedSocket({ concerns, port, limits, tell: options.onDropped });
  const mdns = multicastDns({ socket, port, interface: address, bind: "0.0.0.0" });
  let isOpen = true;
  const telling = (tell: (error: AppError) => void) => (cause: unknown) => {
    if (isOpen && cause) tell(AppError.from(cause));
  };
  const onSent = telling(options.onUnsent ?? nothing);
  const answers = onceASecond(() => mdns.respond(records(), onSent), systemAfter);
  mdns.on("error", telling(options.onError));
  // A packet that cannot be read, a group that was joined already: nothing of ours.
  mdns.on("warning", nothing);
  mdns.on("query", answers.ask);
  mdns.on("response", (packet: Packet, from: { readonly address: string }) => {
    const ports = wanted ? announcedPorts(packet, wanted.service, wanted.port) : [];
    for (const found of ports) options.onFound?.(from.address, found);
  });
  return {
    announce: answers.ask,
    ask() {
      // A question that cannot be sent is asked again later.
      if (wanted) mdns.query(wanted.service, "PTR", nothing);
      guard.expectAnswers();
    },
    get isCrowded() {
      return guard.isCrowded;
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      answers.close();
      mdns.destroy();
    },
  };
}
