import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { kill, poll, start } from "./run.ts";
import type { Switch } from "./switch.ts";

/** A program of the router. */
export interface Service {
  /** Resolves when the program has exited. */
  stop(): Promise<void>;
  ended(): boolean;
  /** The end of its log. */
  lastWords(): string;
}

/** Starts a long-running program; its output goes to `folder/name.log`. */
export function startService(name: string, argv: readonly string[], folder: string): Service {
  const path = join(folder, `${name}.log`);
  const log = openSync(path, "a");
  const child = start(argv, { stdio: ["ignore", log, log] });
  closeSync(log);
  child.unref();
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  return {
    ended,
    async stop() {
      kill(child);
      await poll(() => ended() || undefined, { timeoutMs: 5_000, everyMs: 5 });
    },
    lastWords: () => `${name}: ${readFileSync(path, "utf8").trim().split("\n").slice(-5).join(" | ")}`,
  };
}

interface Ports {
  udp: readonly number[];
  tcp: readonly number[];
}

/**
 * Waits until something on the switch listens on every port.
 * @throws Error with the ends of the services' logs when one has exited, or after 15 s.
 */
export async function listening(network: Switch, ports: Ports, services: readonly Service[]): Promise<void> {
  const missing = () => [
    ...without(ports.udp, portsIn(network, "udp", "07")),
    ...without(ports.tcp, [...portsIn(network, "tcp", "0A"), ...portsIn(network, "tcp6", "0A")]),
  ];
  await poll(() => missing().length === 0 || services.some((service) => service.ended()) || undefined, {
    timeoutMs: 15_000,
  });
  if (missing().length === 0) return;
  const ended = services.filter((service) => service.ended());
  const words = (ended.length > 0 ? ended : services).map((service) => service.lastWords()).join("\n");
  throw new Error(`The router does not listen on port ${missing().join(", ")}: ${words}`);
}

function without(wanted: readonly number[], found: readonly number[]): number[] {
  return wanted.filter((port) => !found.includes(port));
}

/** Local ports of the sockets in a state: 0A is TCP's LISTEN, 07 an unconnected UDP socket. */
function portsIn({ holder }: Switch, table: string, state: string): number[] {
  const lines = readFileSync(`/proc/${holder}/net/${table}`, "utf8");
  return [...lines.matchAll(/^ *\d+: [0-9A-F]+:([0-9A-F]{4}) \S+ ([0-9A-F]{2})/gm)]
    .filter(([, , is]) => is === state)
    .map(([, port = ""]) => Number.parseInt(port, 16));
}
