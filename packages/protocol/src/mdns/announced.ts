/** What a decoded packet announces; never believed further than "somebody may be there". */

/** The part of a packet that matters; it comes from anybody. */
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
 * Port at which a packet announces a service; `usual` when it names none. Where it is is the packet's own source: A
 * records can name anybody. Each of ours announces one, so that a packet with several is nobody's.
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
