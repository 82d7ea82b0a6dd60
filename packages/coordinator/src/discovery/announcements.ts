/** mDNS packets as candidates: bounded, by source, and never believed further than "somebody may be there". */
import { AGENT_PORT } from "@rackberry/protocol";

const SERVICE = "_pi-agent._tcp.local";

/** What of a decoded packet matters; it comes from anybody. */
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

/** Packets taken from one source in a second, sources remembered, and ports believed of one source. */
const LIMITS = { packets: 20, sources: 512, ports: 4, records: 64 } as const;

interface Source {
  window: number;
  packets: number;
  readonly ports: Set<number>;
}

/** Sifts packets: answers the endpoints that they announce. `monotonic` is in milliseconds. */
export function sieve(): (packet: Packet, source: string, monotonic: number) => readonly string[] {
  const sources = new Map<string, Source>();
  return (packet, address, monotonic) => {
    const window = Math.floor(monotonic / 1_000);
    const source = sources.get(address) ?? { window, packets: 0, ports: new Set([AGENT_PORT]) };
    // Last seen goes last, so that the first is the one to forget.
    sources.delete(address);
    sources.set(address, source);
    const oldest = sources.size > LIMITS.sources ? sources.keys().next().value : undefined;
    if (oldest !== undefined) sources.delete(oldest);
    if (source.window !== window) Object.assign(source, { window, packets: 0 });
    if (++source.packets > LIMITS.packets) return [];
    return announcedPorts(packet)
      .filter((port) => believe(source, port))
      .map((port) => `${address}:${port}`);
  };
}

function believe({ ports }: Source, port: number): boolean {
  if (!ports.has(port) && ports.size <= LIMITS.ports) ports.add(port);
  return ports.has(port);
}

/** Ports of agents in a packet. The address is the packet's own: A records can name anybody. */
function announcedPorts({ answers = [], additionals = [] }: Packet): readonly number[] {
  const records = [...answers, ...additionals].slice(0, LIMITS.records).filter((record) => record.ttl !== 0);
  const ports = records.filter((record) => record.type === "SRV" && isAgent(record.name)).map(portOf);
  const found = ports.filter((port) => port !== undefined);
  if (found.length > 0) return [...new Set(found)];
  return records.some((record) => record.type === "PTR" && record.name === SERVICE) ? [AGENT_PORT] : [];
}

const isAgent = (name: unknown) => typeof name === "string" && name.endsWith(`.${SERVICE}`);

function portOf({ data }: DnsRecord): number | undefined {
  const port = (data as { port?: unknown } | undefined)?.port;
  return typeof port === "number" && Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}
