/** The door: TLS 1.3, and only the client whose key has the pin comes in. Dates are ignored, since a Pi has no clock. */
import { constants } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { peerKeyHash } from "@rackberry/protocol";
import { plainAddress, strangers } from "./strangers.ts";

export interface DoorOptions {
  /** PEM. */
  readonly key: string;
  readonly certificate: string;
  /** Milliseconds. */
  readonly handshakeDeadline: number;
  /** Key hash of the one client that is let in; `undefined` lets nobody in. Asked at every connection. */
  pin(): string | undefined;
  /** A client that has shown the pin. */
  onCoordinator(socket: TLSSocket, address: string): void;
  /** Somebody was turned away; `reason` is for people. */
  onRefused(address: string, reason: string): void;
}

/** A server, not listening yet. Closing it leaves those who came in alone. */
export function tlsDoor(options: DoorOptions): Server {
  const crowd = strangers<string>();
  const doorstep = new Map<string, Socket>();
  const leave = (name: string) => {
    crowd.release(name);
    doorstep.delete(name);
  };
  const tls = createTlsServer({
    key: options.key,
    cert: options.certificate,
    // No authority is asked here; without this Node would take in all of the web's.
    ca: [],
    minVersion: "TLSv1.3",
    // All suites of TLS 1.3. Named, since going through OpenSSL's long default list takes 6 ms of the start.
    ciphers: "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384",
    requestCert: true,
    // Neither chain nor dates are judged: the pin is, below. TLS itself proves that the client holds the key.
    rejectUnauthorized: false,
    handshakeTimeout: options.handshakeDeadline,
    // Nothing is resumed, so every session has shown its key in its own handshake.
    secureOptions: constants.SSL_OP_NO_TICKET,
    ALPNProtocols: ["http/1.1"],
  });
  tls.on("secureConnection", (socket) => {
    socket.on("error", () => {}); // The close that follows says enough.
    const address = addressOf(socket);
    const hash = peerKeyHashOrNone(socket);
    const pin = options.pin();
    if (!pin || hash !== pin) {
      socket.destroy();
      return options.onRefused(address, refusal(pin, hash));
    }
    leave(nameOf(socket));
    options.onCoordinator(socket, address);
  });
  tls.on("tlsClientError", (error: Error & { code?: string }, socket) => {
    options.onRefused(addressOf(socket), `TLS handshake failed: ${error.code ?? error.message}`);
    socket.destroy();
  });
  return createServer({ noDelay: true, keepAlive: true }, (raw) => {
    const name = nameOf(raw);
    raw.on("error", () => {});
    raw.once("close", () => leave(name));
    doorstep.set(name, raw);
    for (const evicted of crowd.admit(name, raw.remoteAddress ?? "")) doorstep.get(evicted)?.destroy();
    tls.emit("connection", raw);
  });
}

/** One name for the two objects that Node makes of a connection. */
const nameOf = (socket: Socket) => `${socket.remoteAddress} ${socket.remotePort}`;
const addressOf = (socket: Socket) => plainAddress(socket.remoteAddress ?? "gone");

/** A certificate whose key Node cannot read is as good as none. */
function peerKeyHashOrNone(socket: TLSSocket): string | undefined {
  try {
    return peerKeyHash(socket);
  } catch {
    return undefined;
  }
}

function refusal(pin: string | undefined, hash: string | undefined): string {
  if (!pin) return "this Pi has no card and no pin yet, so it obeys nobody (write a card with pictl card)";
  if (!hash) return "it showed no client certificate";
  return `its key ${hash.slice(0, 16)}… does not have this rack's pin ${pin.slice(0, 16)}…`;
}
