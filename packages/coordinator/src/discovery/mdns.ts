/** mDNS as a source of candidates. Its errors never end the process. */
import { networkInterfaces } from "node:os";
import { AGENT_PORT, cables, fewCables, type Interfaces, inbox } from "@rackberry/protocol";
import {
  AGENT_SERVICE,
  COORDINATOR_SERVICE,
  type EveryCable,
  everyCable,
  serviceRecords,
} from "@rackberry/protocol/mdns";
import type { Candidate } from "../fleet/admission/endpoints.ts";
import type { Clock } from "../fleet/base/clock.ts";
import type { Log } from "../fleet/base/log.ts";

export interface MdnsOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Whether a Pi that should be connected is not: then ask more often. */
  readonly isMissing: () => boolean;
  /** Number of agents that will answer a question. */
  readonly known: () => number;
  /** Instance name under which pictl finds this coordinator. */
  readonly name: string;
  /** TCP port of the API for pictl. */
  readonly apiPort: number;
  /** Default: this host's. */
  readonly interfaces?: () => Interfaces;
}

/** Milliseconds between two questions; `share` for each agent that answers. */
const ASK = { quick: 3_000, crowded: 2_000, slow: 60_000, share: 300, step: 1_000 } as const;
/** Packets dropped in a second before it stops listening; high, since only the coordinator finds the agents. */
const PATIENCE = 2_000;
/** Addresses of this coordinator in one packet: a master has many, and pictl needs the sender's. */
const ADDRESSES = 8;

/** Yields agents as they announce themselves, until the signal aborts. */
export async function* mdnsCandidates(options: MdnsOptions, signal: AbortSignal): AsyncIterable<Candidate> {
  const { log, name, apiPort, clock, interfaces = networkInterfaces } = options;
  const found = inbox<Candidate>(4_096);
  const mdns = everyCable({
    interfaces,
    // Made for each answer: addresses change.
    records: () => recordsOf(name, apiPort, interfaces()),
    wanted: { service: AGENT_SERVICE, port: AGENT_PORT },
    onFound: (address, port) => found.push({ endpoint: `${address}:${port}` }),
    patience: PATIENCE,
    onDropped: (sentence, sources) => log.warn(sentence, { sources }),
    onTrouble: (sentence, address) => log.warn(`cannot look for agents on ${address}, will try again: ${sentence}`),
    monotonic: () => clock.monotonic(),
  });
  const stop = new AbortController();
  const life = AbortSignal.any([signal, stop.signal]);
  life.addEventListener("abort", () => found.end());
  const asking = ask(mdns, options, life);
  try {
    yield* found;
  } finally {
    stop.abort();
    await asking;
    mdns.close();
  }
}

function recordsOf(name: string, port: number, interfaces: Interfaces) {
  const addresses = fewCables(cables(interfaces), ADDRESSES).map(({ address }) => address);
  const host = `${name}.local`;
  return serviceRecords({ name, service: COORDINATOR_SERVICE, port, host, addresses });
}

async function ask(mdns: EveryCable, options: MdnsOptions, signal: AbortSignal): Promise<void> {
  const { clock, isMissing, known } = options;
  let next = 0;
  while (!signal.aborted) {
    const pause = mdns.isCrowded ? ASK.crowded : askEvery({ isMissing: isMissing(), known: known() });
    // A new cable may lead to agents that have not been found yet.
    if (mdns.look()) {
      mdns.announce();
      next = 0;
    }
    if (clock.monotonic() >= next) {
      mdns.ask();
      next = clock.monotonic() + pause;
    }
    next = Math.min(next, clock.monotonic() + pause);
    await clock.sleep(ASK.step, signal).catch(() => {});
  }
}

/**
 * Milliseconds until the next question. Every agent answers it, and every agent receives every answer: while one Pi
 * stays missing, a large rack is asked less often, so that each agent receives at most a few answers a second, whatever
 * the size of the rack.
 */
export const askEvery = ({ isMissing, known }: { readonly isMissing: boolean; readonly known: number }): number =>
  isMissing ? Math.min(Math.max(ASK.quick, known * ASK.share), ASK.slow) : ASK.slow;
