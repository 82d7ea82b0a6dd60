/** mDNS as a source of candidates. Its errors never end the process. */
import { networkInterfaces } from "node:os";
import { AGENT_PORT, AppError, inbox } from "@rackberry/protocol";
import { AGENT_SERVICE, COORDINATOR_SERVICE, type Mdns, openMdns, serviceRecords } from "@rackberry/protocol/mdns";
import type { Clock } from "../fleet/clock.ts";
import type { Candidate } from "../fleet/endpoints.ts";
import type { Log } from "../fleet/log.ts";

export interface MdnsOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Somebody who should be here is not: ask more often. */
  readonly isMissing: () => boolean;
  /** Agents that will answer a question. */
  readonly known: () => number;
  /** Instance name under which pictl finds this coordinator. */
  readonly name: string;
  /** Where it answers pictl. */
  readonly apiPort: number;
}

/** Milliseconds between two questions; `share` for each agent that answers. */
const ASK = { quick: 3_000, crowded: 2_000, slow: 60_000, share: 300, step: 1_000 } as const;
const RESTART = 10_000;
/** Packets a second that are dropped before it stops listening: there is one coordinator, and it is what finds the others. */
const PATIENCE = 2_000;
/** Addresses of this coordinator in one packet: a master has many, and pictl needs the sender's. */
const ADDRESSES = 8;

/** Candidates as they announce themselves, until the signal aborts. */
export async function* mdnsCandidates(options: MdnsOptions, signal: AbortSignal): AsyncIterable<Candidate> {
  while (!signal.aborted) {
    try {
      yield* listen(options, signal);
    } catch (error) {
      if (signal.aborted) return;
      options.log.warn(`mDNS stopped, starts again: ${AppError.from(error).message}`);
      await options.clock.sleep(RESTART, signal);
    }
  }
}

async function* listen(options: MdnsOptions, signal: AbortSignal): AsyncIterable<Candidate> {
  const { log, name, apiPort } = options;
  const found = inbox<Candidate>(4_096);
  const mdns = openMdns({
    // Made at each answer: addresses come and go.
    records: () => recordsOf(name, apiPort),
    wanted: { service: AGENT_SERVICE, port: AGENT_PORT },
    onFound: (address, port) => found.push({ endpoint: `${address}:${port}` }),
    // What cannot be sent, when the network is down, is asked for again.
    onError: found.end,
    patience: PATIENCE,
    onDropped: (sentence, sources) => log.warn(sentence, { sources }),
  });
  const stop = new AbortController();
  const life = AbortSignal.any([signal, stop.signal]);
  life.addEventListener("abort", () => found.end());
  const asking = ask(mdns, options, life).catch((error) => found.end(AppError.from(error)));
  mdns.announce();
  try {
    yield* found;
  } finally {
    stop.abort();
    await asking;
    mdns.close();
  }
}

function recordsOf(name: string, port: number) {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const own = all.filter(({ family, internal }) => family === "IPv4" && !internal).map(({ address }) => address);
  const host = `${name}.local`;
  return serviceRecords({ name, service: COORDINATOR_SERVICE, port, host, addresses: own.slice(0, ADDRESSES) });
}

async function ask(mdns: Mdns, { clock, isMissing, known }: MdnsOptions, signal: AbortSignal): Promise<void> {
  let next = 0;
  while (!signal.aborted) {
    const pause = mdns.isCrowded ? ASK.crowded : askEvery({ isMissing: isMissing(), known: known() });
    if (clock.monotonic() >= next) {
      mdns.ask();
      next = clock.monotonic() + pause;
    }
    next = Math.min(next, clock.monotonic() + pause);
    await clock.sleep(ASK.step, signal).catch(() => {});
  }
}

/**
 * Milliseconds until the next question. Every agent answers it, and every agent hears every answer: while one Pi is away
 * for good, a large rack is asked more seldom, so that each hears a few answers a second at most, however many there are.
 */
export const askEvery = ({ isMissing, known }: { readonly isMissing: boolean; readonly known: number }): number =>
  isMissing ? Math.min(Math.max(ASK.quick, known * ASK.share), ASK.slow) : ASK.slow;
