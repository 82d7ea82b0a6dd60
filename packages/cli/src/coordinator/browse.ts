/** Coordinators on the local network, by mDNS: hints, judged by their keys later. */
import { API_PORT, inbox } from "@rackberry/protocol";
import { COORDINATOR_SERVICE, everyCable } from "@rackberry/protocol/mdns";
import type { Endpoint } from "./endpoint.ts";

/** Milliseconds between two questions: the first may be lost. */
const ASK_AGAIN = 1_000;
/** Endpoints that are passed on: more is somebody's flood. */
const MOST = 4_096;
/** Each that passes is a connection, and a neighbour that this computer looks for. */
const LIMITS = { each: { rate: 2, burst: 4 }, all: { rate: 100, burst: 100 } } as const;
/** Packets a second: it is one search, and a person waits for it. */
const PATIENCE = 20_000;

/** Endpoints as they answer, each once, until the signal aborts. No network is no failure: nobody answers. */
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
