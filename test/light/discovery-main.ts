/**
 * Looks for agents by mDNS until one is found at the agents' port; prints the milliseconds since an agent began to
 * announce itself. Runs in its own network namespace. With the argument `flood` it also forges 20,000 services.
 */
import { createSocket } from "node:dgram";
import { setTimeout as sleep } from "node:timers/promises";
import { journal, mdnsCandidates, systemClock } from "@rackberry/coordinator/testing";
import { AGENT_PORT, API_PORT } from "@rackberry/protocol";
import { announce } from "../../packages/agent/src/discovery/announce.ts";
import { mdnsResponder } from "../../packages/agent/src/discovery/mdns.ts";

const stop = new AbortController();
const log = journal((line) => process.stderr.write(line));
const FLOOD = 20_000;
/** Twelve bytes that claim 65,535 answers. */
const LIAR = Buffer.from([0, 0, 0x84, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0]);

/** Sends services with different names, and packets with false counts, from an address other than the agent's. */
async function flood(): Promise<void> {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  await new Promise<void>((resolve) => socket.bind(5353, "127.0.0.2", resolve));
  socket.setMulticastInterface("127.0.0.1");
  for (let number = 0; number < FLOOD; number++) {
    socket.send(number % 2 ? forged(number) : LIAR, 5353, "224.0.0.251");
    if (number % 100 === 0) await sleep(5);
  }
  socket.close();
}

/** A response with one SRV record, in the format of RFC 1035. */
function forged(number: number): Buffer {
  const name = [`x${number}`, "_pi-agent", "_tcp", "local"];
  const labels = name.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const header = Buffer.from([0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  // SRV, IN, TTL 120, 9 bytes: priority, weight, port, target "x".
  const rest = Buffer.from([0, 0, 33, 0, 1, 0, 0, 0, 120, 0, 9, 0, 0, 0, 0, 0, 0, 1, 120, 0]);
  rest.writeUInt16BE(1_024 + (number % 60_000), 15);
  return Buffer.concat([header, ...labels, rest]);
}

const interfaces = () => ({ eth0: [{ address: "127.0.0.1", family: "IPv4", internal: false }] }) as never;
let began = 0;
const flooding = process.argv[2] === "flood" ? flood() : undefined;
setTimeout(() => {
  began = performance.now();
  const announcement = () => ({ shortId: "12345678", port: AGENT_PORT, state: "new" as const });
  const quiet = { info() {}, warning() {}, error() {} };
  void announce(
    {
      announcement,
      isConnected: () => false,
      interfaces,
      respond: mdnsResponder(quiet),
      clock: systemClock,
      journal: quiet,
    },
    stop.signal,
  );
}, 500);

const options = {
  clock: systemClock,
  interfaces,
  log,
  isMissing: () => true,
  known: () => 0,
  name: "master",
  apiPort: API_PORT,
};
for await (const { endpoint } of mdnsCandidates(options, stop.signal)) {
  if (endpoint !== `127.0.0.1:${AGENT_PORT}`) continue;
  process.stdout.write(`found after ${Math.round(performance.now() - began)} ms\n`);
  break;
}
stop.abort();
await flooding;
process.exit();
