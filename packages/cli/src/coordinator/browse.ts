/** Coordinators on the local network, by mDNS. They are only hints: their keys are checked later. */
import { API_PORT, inbox } from "@rackberry/protocol";
import { COORDINATOR_SERVICE, everyCable } from "@rackberry/protocol/mdns";
import type { Endpoint } from "./endpoint.ts";

/** Milliseconds between two queries: the first may be lost. */
const ASK_AGAIN = 1_000;
/** Most endpoints that are passed on: more can only be a flood. */
const MOST = 4_096;
/** Each endpoint that passes costs a connection and an ARP lookup. */
const LIMITS = { each: { rate: 2, burst: 4 }, all: { rate: 100, burst: 100 } } as const;
/** Packets a second: it is a single search, and the user is waiting for it. */
const PATIENCE = 20_000;

/** Endpoints as they answer, each once, until the signal aborts. A missing network is not an error: nothing answers. */
export async function* browse(signal: AbortSignal): AsyncIterable<Endpoint> {
  if (signal.aborted) return;
  const found = inbox<Endpoint>(MOST);
  const seen = new Set<string>();
  const mdns = everyCable({
    wanted: { service: COORDINATOR_SERVICE, port: API_PORT },
    onFound(host, port) {
      const key = `${host}:${port}`;
      if (seen.has(key) || seen.size >= MOST) return;
      seen.add(key);
      found.push({ host, port });
    },
    limits: LIMITS,
    patience: PATIENCE,
    monotonic: () => performance.now(),
  });
  mdns.ask();
  const again = setInterval(mdns.ask, ASK_AGAIN);
  const end = () => found.end();
  signal.addEventListener("abort", end);
  try {
    yield* found;
  } finally {
    signal.removeEventListener("abort", end);
    clearInterval(again);
    mdns.close();
  }
}
