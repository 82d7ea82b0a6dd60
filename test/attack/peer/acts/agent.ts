/** A simulated Pi, honest or not: announces itself, lets the coordinator in, and reports what it was sent. */

import { createSocket } from "node:dgram";
import type { Act } from "../act.ts";
import { serveAgent } from "../agent-server.ts";
import { type Behaviour, handlersOf } from "../behaviours.ts";
import { aborted, pause } from "../pace.ts";
import type { State } from "../state.ts";
import { announcement, GROUP, PORT } from "../wire/dns.ts";
import { FROM_COORDINATOR, type Greeting, type Kind } from "../wire/envelope.ts";
import { text } from "../wire/protobuf.ts";
import { party } from "../wire/tls.ts";

export interface AgentArgs {
  readonly address: string;
  readonly port?: number;
  /** The greeting it sends; the proof is made from the card's secret. */
  readonly greeting: Omit<Greeting, "proof">;
  /** As on the card: 64 hex digits. */
  readonly cardSecret?: string;
  /** Replaces the correct proof: 64 hex digits. */
  readonly proof?: string;
  readonly first?: Kind;
  /** The agent's key, PEM; a fresh one when absent. */
  readonly key?: string;
  readonly behaviour?: Behaviour;
  readonly addresses?: readonly string[];
  readonly joined?: boolean;
  readonly cluster?: State["cluster"];
  /** The duration of its floods in seconds. */
  readonly floods?: number;
  /** When false, it does not announce itself. */
  readonly announces?: boolean;
}

export const agent: Act<AgentArgs> = async (args, { signal, say }) => {
  const { address, port = 7440, behaviour = "honest" } = args;
  const received: Record<string, number> = {};
  const farewells: string[] = [];
  const own = party({ key: args.key });
  const state: State = {
    adopted: args.greeting.adopted ?? false,
    joined: args.joined ?? false,
    initialised: false,
    addresses: args.addresses ?? [address],
    cluster: args.cluster ?? { server: `${address}:6443`, ca: own.cert, caHash: `sha256:${"e".repeat(64)}` },
    seconds: args.floods ?? 5,
  };
  const begun = performance.now();
  await serveAgent(
    {
      ...{ address, port, party: own, first: args.first, handlers: handlersOf(behaviour, state) },
      secret: args.cardSecret ? Buffer.from(args.cardSecret, "hex") : undefined,
      greeting: () => ({ ...args.greeting, adopted: state.adopted, proof: Buffer.from(args.proof ?? "", "hex") }),
      onFrame: ({ kind, body }) => {
        received[kind] = (received[kind] ?? 0) + 1;
        const ms = Math.round(performance.now() - begun);
        if (kind === "farewell") farewells.push(text(body, 2));
        if (kind === "adopt" || kind === "welcome") say({ adopted: ms, name: text(body, kind === "adopt" ? 2 : 1) });
        if (kind === "join") say({ join: text(body, 3), discovery: text(body, 6) });
        if (kind === "init" || kind === "grant" || kind === "getBlob") say({ controls: kind, ms });
        if (kind === "reset") say({ reset: ms });
      },
    },
    signal,
  );
  say({ listens: true, ms: Math.round(performance.now() - begun), key: own.key });
  if (args.announces ?? true) void announces(address, port, signal);
  await aborted(signal);
  const commands = Object.keys(received).filter((kind) => kind in FROM_COORDINATOR && kind !== "farewell");
  return { received, farewells, commands };
};

/** Repeats as in RFC 6762, 8.3: after 1, 3 and 9 seconds. */
async function announces(address: string, port: number, signal: AbortSignal): Promise<void> {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  socket.on("error", () => {});
  await new Promise<void>((resolve) => socket.bind(PORT, address, resolve));
  socket.setMulticastInterface(address);
  for (const wait of [1_000, 2_000, 6_000, 0]) {
    if (signal.aborted) break;
    socket.send(announcement(address.replaceAll(".", ""), [port]), PORT, GROUP);
    await pause(wait, signal);
  }
  socket.close();
}

/** Several at once; each message names its agent. */
export const agents: Act<{ readonly agents: readonly AgentArgs[] }> = async ({ agents: all }, { signal, say }) => {
  const told = all.map((args, index) => agent(args, { signal, say: (word) => say({ index, ...word }) }));
  return { agents: await Promise.all(told) };
};
