/** Asks the services as a program on this node would, and CoreDNS itself once the service fails. */
import type { Services } from "@rackberry/protocol";
import type { DnsReach, LargeReach, Probe, Reach } from "./reach.ts";

export interface Findings {
  readonly api: Reach;
  /** A source port each; empty without a cluster DNS. */
  readonly udp: readonly DnsReach[];
  readonly tcp: readonly LargeReach[];
  /** CoreDNS pods, asked without the service between; asked only once the service fails. */
  readonly endpoints: readonly { readonly address: string; readonly reach: DnsReach }[];
}

/** Where the services listen; a test has ports of its own. */
export interface Ports {
  readonly api: number;
  readonly dns: number;
}
export const PORTS: Ports = { api: 443, dns: 53 };

/** kube-proxy sends each to one of the CoreDNS pods: with two, all six go to the same one in 3 % of the checks. */
const QUESTIONS = 6;
const LARGE_QUESTIONS = 3;

export async function ask(probe: Probe, services: Services, ports: Ports = PORTS): Promise<Findings> {
  const dns = { address: services.dnsAddress, port: ports.dns };
  const times = <T>(count: number, once: () => Promise<T>) =>
    Promise.all(Array.from({ length: services.dnsAddress ? count : 0 }, once));
  const [api, udp, tcp] = await Promise.all([
    askApi(probe, { address: services.apiAddress, port: ports.api }),
    times(QUESTIONS, () => probe.ask(dns, services.dnsName)),
    times(LARGE_QUESTIONS, () => probe.askLarge(dns, services.dnsName)),
  ]);
  return { api, udp, tcp, endpoints: [] };
}

async function askApi(probe: Probe, server: { readonly address: string; readonly port: number }): Promise<Reach> {
  const first = await probe.connect(server);
  return first === "answered" ? first : probe.connect(server);
}

export const isWell = ({ api, udp, tcp }: Findings): boolean =>
  [api, ...udp, ...tcp].every((reach) => reach === "answered");

/** At most so many CoreDNS pods are asked themselves. */
const MAX_ENDPOINTS = 4;

export async function askEndpoints(
  probe: Probe,
  { dnsName }: Services,
  addresses: readonly string[],
  port: number = PORTS.dns,
): Promise<Findings["endpoints"]> {
  const asked = addresses.slice(0, MAX_ENDPOINTS).map(async (address) => {
    return { address, reach: await probe.ask({ address, port }, dnsName) };
  });
  return Promise.all(asked);
}
