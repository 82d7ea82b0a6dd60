/** Asks the services as a program on this node would, and the CoreDNS pods directly if the service fails. */
import type { Services } from "@rackberry/protocol";
import type { DnsReach, LargeReach, Probe, Reach } from "./reach.ts";

export interface Findings {
  readonly api: Reach;
  /** One for each question, each from its own source port; empty without a cluster DNS. */
  readonly udp: readonly DnsReach[];
  readonly tcp: readonly LargeReach[];
  /** CoreDNS pods, asked directly rather than through the service, and only if the service fails. */
  readonly endpoints: readonly { readonly address: string; readonly reach: DnsReach }[];
}

export interface AskOptions {
  /** Milliseconds to wait for an answer; default 3,000. */
  readonly patience?: number;
  /** Where the services listen; tests use other ports. */
  readonly apiPort?: number;
  readonly dnsPort?: number;
}
const PATIENCE = 3_000;

/** kube-proxy picks a CoreDNS pod for each question: with two pods, all six reach the same one in 3 % of checks. */
const QUESTIONS = 6;
const LARGE_QUESTIONS = 3;

export async function ask(
  probe: Probe,
  { apiAddress, dnsAddress, dnsName }: Services,
  { patience = PATIENCE, apiPort = 443, dnsPort = 53 }: AskOptions = {},
): Promise<Findings> {
  const dns = { address: dnsAddress, port: dnsPort };
  const connect = () => probe.connect({ address: apiAddress, port: apiPort }, patience);
  const times = <T>(count: number, once: () => Promise<T>) =>
    Promise.all(Array.from({ length: dnsAddress ? count : 0 }, once));
  const [api, udp, tcp] = await Promise.all([
    connect().then((first) => (first === "answered" ? first : connect())),
    times(QUESTIONS, () => probe.ask(dns, dnsName, patience)),
    times(LARGE_QUESTIONS, () => probe.askLarge(dns, dnsName, patience)),
  ]);
  return { api, udp, tcp, endpoints: [] };
}

export const isWell = ({ api, udp, tcp }: Findings): boolean =>
  [api, ...udp, ...tcp].every((reach) => reach === "answered");

/** At most this many CoreDNS pods are asked directly. */
const MAX_ENDPOINTS = 4;

export async function askEndpoints(
  probe: Probe,
  { dnsName }: Services,
  addresses: readonly string[],
  { patience = PATIENCE, dnsPort = 53 }: AskOptions = {},
): Promise<Findings["endpoints"]> {
  const asked = addresses.slice(0, MAX_ENDPOINTS).map(async (address) => {
    return { address, reach: await probe.ask({ address, port: dnsPort }, dnsName, patience) };
  });
  return Promise.all(asked);
}
