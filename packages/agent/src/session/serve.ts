/** The agent's port: admits the coordinator, one session at a time, and logs every other connection. */
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { AUTHENTICATION_DEADLINE, HANDSHAKE_DEADLINE, seldom, sourceOf } from "@rackberry/protocol";
import type { AgentKey } from "../identity/agent-key.ts";
import { type SessionOptions, session } from "./session.ts";
import { tlsDoor } from "./tls-door.ts";
import { upgrader } from "./upgrade.ts";

export interface ServeOptions extends Omit<SessionOptions, "onAuthenticated" | "seldom"> {
  readonly key: Pick<AgentKey, "key" | "certificate">;
  /** Key hash of the coordinator; `undefined` while none is obeyed. */
  readonly pin: () => string | undefined;
  /** 0: any free port. */
  readonly port: number;
  /** Default: every address, IPv6 and IPv4. */
  readonly address?: string;
  readonly monotonic: () => number;
  /** Milliseconds; tests use shorter ones. */
  readonly deadlines?: { readonly handshake: number; readonly authentication: number };
  readonly onListening?: (port: number) => void;
  /** The coordinator has connected or disconnected. */
  readonly onConnected?: (isConnected: boolean) => void;
}

/** Connections that have shown the pin but not authenticated: only a faulty coordinator makes more than this. */
const MAX_PINNED = 4;

/** Listens until the signal aborts; rejects when the port is not available. */
export async function serve(options: ServeOptions, signal: AbortSignal): Promise<void> {
  const { journal } = options;
  const { handshake = HANDSHAKE_DEADLINE, authentication = AUTHENTICATION_DEADLINE } = options.deadlines ?? {};
  const pass = seldom(options.monotonic);
  // The coordinator's sockets in order of arrival; at most one of them, `current`, is authenticated.
  const pinned = new Set<TLSSocket>();
  let current: TLSSocket | undefined;
  const addresses = new WeakMap<TLSSocket, string>();
  const deadlines = new WeakMap<TLSSocket, NodeJS.Timeout>();

  const upgrades = upgrader((websocket, socket) => {
    const onAuthenticated = () => {
      if (current !== socket) current?.destroy();
      current = socket;
      clearTimeout(deadlines.get(socket));
      options.onConnected?.(true);
    };
    void session(websocket, socket, {
      ...options,
      address: addresses.get(socket) ?? "",
      seldom: pass,
      onAuthenticated,
    });
  });
  const door = tlsDoor({
    key: options.key.key,
    certificate: options.key.certificate,
    handshakeDeadline: handshake,
    pin: options.pin,
    onCoordinator(socket, address) {
      addresses.set(socket, address);
      deadlines.set(
        socket,
        setTimeout(() => socket.destroy(), authentication),
      );
      pinned.add(socket);
      socket.once("close", () => {
        pinned.delete(socket);
        clearTimeout(deadlines.get(socket));
        if (current !== socket) return;
        current = undefined;
        options.onConnected?.(false);
      });
      const waiting = [...pinned].filter((other) => other !== current);
      if (waiting.length > MAX_PINNED) waiting[0]?.destroy();
      upgrades.take(socket);
    },
    onRefused(kind, address, reason) {
      const omitted = pass(kind, sourceOf(address));
      if (omitted !== undefined) journal.warning(`turned away: ${reason}`, { address, omitted: omitted || undefined });
    },
  });

  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const end = () => {
      door.close();
      upgrades.close();
      for (const socket of pinned) socket.destroy();
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
    door.server.once("error", reject);
    door.server.listen({ port: options.port, host: options.address }, () => {
      options.onListening?.((door.server.address() as AddressInfo).port);
    });
  });
}
