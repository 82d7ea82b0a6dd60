/** mDNS through bonjour-service: the only file that imports it. Its errors never end the process. */
import type { EventEmitter } from "node:events";
import { AppError, inbox } from "@rackberry/protocol";
import { Bonjour } from "bonjour-service";
import type { Clock } from "../fleet/clock.ts";
import type { Candidate } from "../fleet/endpoints.ts";
import type { Log } from "../fleet/log.ts";
import { type Packet, sieve } from "./announcements.ts";

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
const ASK = { quick: 3_000, slow: 60_000, share: 300, step: 1_000 } as const;
const RESTART = 10_000;
const SERVICE = "_pi-agent._tcp.local";

/** Multicast DNS as bonjour-service has it inside; its own browser keeps a table that a flood can fill. */
interface Mdns extends EventEmitter {
  query(name: string, type: string, done: (error?: Error) => void): void;
}

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
  const { clock, log, name, apiPort } = options;
  const found = inbox<Candidate>(4_096);
  const fail = (error: unknown) => found.end(AppError.from(error));
  // Without a callback an answer that cannot be sent, when the network is down, is thrown from a socket.
  const bonjour = new Bonjour(undefined, (error: Error) => log.warn(`mDNS: ${error.message}`));
  const { mdns } = (bonjour as unknown as { server: { mdns: Mdns } }).server;
  const sift = sieve();
  mdns.on("error", fail);
  mdns.on("response", (packet: Packet, from: { address: string }) => {
    for (const endpoint of sift(packet, from.address, clock.monotonic())) found.push({ endpoint });
  });
  const stop = new AbortController();
  const life = AbortSignal.any([signal, stop.signal]);
  life.addEventListener("abort", () => found.end());
  const asking = ask(mdns, options, life).catch(fail);
  bonjour.publish({ name, type: "pi-coordinator", port: apiPort, probe: false });
  try {
    yield* found;
  } finally {
    stop.abort();
    await asking;
    bonjour.destroy();
  }
}

async function ask(mdns: Mdns, { clock, isMissing, known }: MdnsOptions, signal: AbortSignal): Promise<void> {
  let next = 0;
  while (!signal.aborted) {
    const pause = askEvery({ isMissing: isMissing(), known: known() });
    if (clock.monotonic() >= next) {
      // A question that cannot be sent is asked again later.
      mdns.query(SERVICE, "PTR", () => {});
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
