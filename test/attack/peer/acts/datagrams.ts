/** Multicast DNS, malformed in every way, from one source or hundreds; counts the answers. */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { Act } from "../act.ts";
import { paced, pause } from "../pace.ts";
import { announcement, coordinatorAnnouncement, GROUP, HOSTILE, PORT } from "../wire/dns.ts";

export interface DatagramsArgs {
  /** HOSTILE kinds in turn; or `announcements`: an agent at each of `ports`; or `coordinator`: at `ports[0]`. */
  readonly kinds: readonly string[];
  readonly ports?: readonly number[];
  /** The name that SRV records point to. */
  readonly target?: string;
  readonly perSecond: number;
  readonly seconds: number;
  /** Addresses to send from, in turn. */
  readonly sources: readonly string[];
  /** The destination, if not the group. */
  readonly to?: string;
  /** The sources whose answers are counted: a master's agent and its coordinator may each send one a second. */
  readonly victims: readonly string[];
}

interface Answers {
  packets: number;
  bytes: number;
}

export const datagrams: Act<DatagramsArgs> = async (args, { signal, say }) => {
  const { kinds, ports = [7440], sources, victims, to = GROUP } = args;
  const answers: Record<string, Answers> = {};
  const count = (packet: Buffer, address: string) => {
    if (!victims.includes(address)) return;
    const who = `${address} ${packet.includes("_pi-coordinator") ? "coordinator" : "agent"}`;
    answers[who] ??= { packets: 0, bytes: 0 };
    answers[who].packets++;
    answers[who].bytes += packet.length;
  };
  const ear = await open({ port: PORT, address: "0.0.0.0" }, sources[0] ?? "");
  ear.addMembership(GROUP, sources[0]);
  // The question itself arrives here too: only datagrams marked as answers count.
  ear.on("message", (packet, { address }) => (packet[2] ?? 0) & 0x80 && count(packet, address));
  const sockets = await Promise.all(sources.map((address) => open({ port: 0, address }, address)));
  for (const socket of sockets) socket.on("message", (packet, { address }) => count(packet, address));
  let bytes = 0;
  say({ begun: true });
  const begun = performance.now();
  const sent = await paced(args, signal, (number) => {
    const kind = kinds[number % kinds.length] ?? "";
    const source = sources[number % sources.length] ?? "";
    const packet = packetOf(kind, { number, ports, source, target: args.target });
    bytes += packet.length;
    sockets[number % sockets.length]?.send(packet, PORT, to, () => {});
  });
  const seconds = (performance.now() - begun) / 1000;
  // The last answer may take a while.
  await pause(300, signal);
  for (const socket of [ear, ...sockets]) socket.close();
  return { sent, bytes, seconds, answers };
};

function packetOf(
  kind: string,
  { number, ports, source, target }: { number: number; ports: readonly number[]; source: string; target?: string },
): Buffer {
  if (kind === "announcements") return announcement(number.toString(16).padStart(7, "0"), ports, target);
  if (kind === "coordinator") return coordinatorAnnouncement(`evil${number % 1000}`, ports[0] ?? 0, source);
  const make = HOSTILE[kind];
  if (!make) throw new Error(`no such datagram: ${kind}`);
  return make();
}

async function open(at: { port: number; address: string }, through: string): Promise<Socket> {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  socket.on("error", () => {});
  socket.bind(at);
  await once(socket, "listening");
  socket.setMulticastInterface(through);
  socket.setMulticastLoopback(false);
  socket.setMulticastTTL(255);
  return socket;
}
