/** Coordinators on the local network, by mDNS: hints, judged by their keys later. The only file that imports bonjour-service. */
import { isIPv4 } from "node:net";
import { inbox } from "@rackberry/protocol";
import { Bonjour, type Service } from "bonjour-service";
import type { Endpoint } from "./endpoint.ts";

/** Milliseconds between two questions: the first may be lost. */
const ASK_AGAIN = 1_000;

/** Endpoints as they answer, each once, until the signal aborts. No network is no failure: nobody answers. */
export async function* browse(signal: AbortSignal): AsyncIterable<Endpoint> {
  if (signal.aborted) return;
  const found = inbox<Endpoint>(256);
  const seen = new Set<string>();
  // Without the callback, a question that cannot be sent ends the process.
  const bonjour = new Bonjour(undefined, () => {});
  const browser = bonjour.find({ type: "pi-coordinator" }, (service: Service) => {
    // The sender's own address first: it is true even when the records were made before the address changed.
    const hosts = [service.referer?.address, ...(service.addresses ?? [])];
    for (const host of hosts.filter((address) => address !== undefined && isIPv4(address))) {
      const key = `${host}:${service.port}`;
      if (!host || seen.has(key)) continue;
      seen.add(key);
      found.push({ host, port: service.port });
    }
  });
  const again = setInterval(() => browser.update(), ASK_AGAIN);
  const end = () => found.end();
  signal.addEventListener("abort", end);
  try {
    yield* found;
  } finally {
    signal.removeEventListener("abort", end);
    clearInterval(again);
    bonjour.destroy();
  }
}
