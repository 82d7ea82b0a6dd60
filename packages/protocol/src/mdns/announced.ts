/** What a decoded packet announces: only a hint that a service may be there. */

/** The relevant part of a packet, from an untrusted source. */
export interface Packet {
  readonly answers?: readonly DnsRecord[];
  readonly additionals?: readonly DnsRecord[];
}
interface DnsRecord {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly ttl?: unknown;
  readonly data?: unknown;
}

/**
 * Port at which a packet announces a service; `usual` when it names none. The address is the packet's source, since A
 * records can name any host. Our programs announce a single service, so a packet with several is ignored.
 */
export function announcedPort(
  { answers = [], additionals = [] }: Packet,
  service: string,
  usual: number,
): number | undefined {
  const records = [...answers, ...additionals].filter((record) => record.ttl !== 0);
  const isOne = ({ name }: DnsRecord) => typeof name === "string" && name.endsWith(`.${service}`);
  const ports = records.filter((record) => record.type === "SRV" && isOne(record)).map(portOf);
  const found = new Set(ports.filter((port) => port !== undefined));
  if (found.size > 0) return found.size === 1 ? [...found][0] : undefined;
  return records.some((record) => record.type === "PTR" && record.name === service) ? usual : undefined;
}

function portOf({ data }: DnsRecord): number | undefined {
  const port = (data as { port?: unknown } | undefined)?.port;
  return typeof port === "number" && Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}
