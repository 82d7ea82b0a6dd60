/** The records of one service (RFC 6763), as small as they can be: what is answered is sent to everybody. */

export interface ServiceRecord {
  readonly name: string;
  readonly type: "PTR" | "SRV" | "TXT" | "A";
  /** Seconds. */
  readonly ttl: number;
  readonly data: string | readonly string[] | { readonly port: number; readonly target: string };
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
  /** `key=value` */
  readonly txt?: readonly string[];
}

/** Times to live that RFC 6762, 10 names: shorter for what changes with an address. */
const TTL = { lasting: 4_500, fleeting: 120 } as const;

export function serviceRecords({ name, service, port, host, addresses, txt = [] }: ServiceInstance): ServiceRecord[] {
  const instance = `${name}.${service}`;
  return [
    { name: service, type: "PTR", ttl: TTL.lasting, data: instance },
    { name: instance, type: "SRV", ttl: TTL.fleeting, data: { port, target: host } },
    // A service without any has one that is empty (RFC 6763, 6.1).
    { name: instance, type: "TXT", ttl: TTL.lasting, data: txt.length > 0 ? txt : [""] },
    ...addresses.map((data) => ({ name: host, type: "A", ttl: TTL.fleeting, data }) as const),
  ];
}
