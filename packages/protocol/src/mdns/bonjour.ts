/**
 * Multicast DNS with bonjour-service's sockets and records; the only file that imports it. Its responder is not used:
 * it answers each of up to 230 questions in a packet (RFC 6762, 6 requires a second between answers). Nor is its
 * publisher, which probes for a second although our names are unique, and announces container networks' addresses.
 */
import type { Socket } from "node:dgram";
import type { EventEmitter } from "node:events";
import { Server } from "bonjour-service/dist/lib/mdns-server.js";
import { Service } from "bonjour-service/dist/lib/service.js";

/** The part that we use; bonjour-service types it as `any`. */
export interface MulticastDns extends EventEmitter {
  query(name: string, type: string, done: (error?: Error | null) => void): void;
  respond(records: readonly object[], done: (error?: Error | null) => void): void;
  destroy(): void;
}

export interface SocketOptions {
  /** Used instead of a socket of its own, and closed with it. */
  readonly socket: Socket;
  readonly port: number;
  /** Address of the interface to use; default: receives on all present interfaces. */
  readonly interface: string | undefined;
}

export function multicastDns(options: SocketOptions): MulticastDns {
  const { mdns } = new Server({ ...options, bind: "0.0.0.0" } as object, () => {}) as { mdns: MulticastDns };
  return mdns.removeAllListeners("query");
}

export interface ServiceRecord {
  readonly name: string;
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  readonly data: unknown;
}

export interface ServiceInstance {
  /** One DNS label. */
  readonly name: string;
  /** `_pi-agent._tcp.local` */
  readonly service: string;
  readonly port: number;
  /** `pi-agent-0a1b2c3d.local` */
  readonly host: string;
  /** IPv4 addresses of the host. */
  readonly addresses: readonly string[];
  readonly txt?: Readonly<Record<string, string>>;
}

/** The records of one service (RFC 6763), with only these addresses. */
export function serviceRecords({ service, addresses, ...instance }: ServiceInstance): ServiceRecord[] {
  const type = service.slice(1, service.indexOf("."));
  const made = new Service({ txt: {}, ...instance, type, disableIPv6: true }, ignored, ignored);
  return [
    ...made.records().filter((record) => record.type !== "A"),
    ...addresses.map((data) => ({ name: instance.host, type: "A", ttl: ADDRESS_TTL, data })),
  ];
}

/** Seconds: RFC 6762, 10, for records that change with an address. */
const ADDRESS_TTL = 120;
const ignored = () => {};
