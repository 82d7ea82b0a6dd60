/** The door: TLS 1.3, open only to the client whose key has the pin. Dates are ignored, since a Pi has no clock. */
import { constants } from "node:crypto";
import type { Server } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import { doorstep, peerKeyHash, plainAddress } from "@rackberry/protocol";

type Refusal = "no-pin" | "no-certificate" | "wrong-key" | "handshake";
/** Why a connection was refused; each kind has its own rate limit in the journal. */
export type RefusalKind = Refusal | `${Refusal} at the coordinator's address`;

export interface DoorOptions {
  /** PEM. */
  readonly key: string;
  readonly certificate: string;
  /** Milliseconds. */
  readonly handshakeDeadline: number;
  /** Key hash of the only client that is admitted; `undefined` admits none. Read at every connection. */
  pin(): string | undefined;
  /** A client that has shown the pin. */
  onCoordinator(socket: TLSSocket, address: string): void;
  /** A client was turned away; `reason` is for people. */
  onRefused(kind: RefusalKind, address: string, reason: string): void;
}

export interface Door {
  /** Not listening yet. */
  readonly server: Server;
  /** Stops listening and refuses clients that have not been admitted; the others stay connected. */
  close(): void;
}

export function tlsDoor(options: DoorOptions): Door {
  const server = createServer({
    key: options.key,
    cert: options.certificate,
    // No certificate authority is used; without this, Node would load all of the web's.
    ca: [],
    minVersion: "TLSv1.3",
    // All suites of TLS 1.3. Listed here because parsing OpenSSL's long default list adds 6 ms to the start.
    ciphers: "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384",
    requestCert: true,
    // Neither the chain nor the dates are checked, only the pin, below. TLS itself proves that the client has the key.
    rejectUnauthorized: false,
    handshakeTimeout: options.handshakeDeadline,
    // No TLS session is resumed, so that every client shows its key in its own handshake.
    secureOptions: constants.SSL_OP_NO_TICKET,
    ALPNProtocols: ["http/1.1"],
    noDelay: true,
    keepAlive: true,
  });
  const step = doorstep(server, {
    deadline: options.handshakeDeadline,
    onLeft: (address, reason) => options.onRefused("handshake", address, `TLS handshake failed: ${reason}`),
  });
  server.on("secureConnection", (socket) => {
    socket.on("error", () => {}); // The close that follows says enough.
    const address = plainAddress(socket.remoteAddress ?? "");
    const hash = peerKeyHashOrNone(socket);
    const pin = options.pin();
    if (pin && hash === pin) {
      step.letIn(socket);
      return options.onCoordinator(socket, address);
    }
    step.release(socket);
    const { kind, reason } = refusal(pin, hash);
    // A flood from other clients must not hide that the rack's own coordinator is refused.
    options.onRefused(step.knows(socket) ? `${kind} at the coordinator's address` : kind, address, reason);
    socket.destroy();
  });
  server.on("tlsClientError", (error: Error & { code?: string }, socket) => {
    step.failed(socket, error.code ?? error.message);
    socket.destroy();
  });
  const close = () => {
    server.close();
    step.close();
  };
  return { server, close };
}

/** A certificate whose key Node cannot read counts as none. */
function peerKeyHashOrNone(socket: TLSSocket): string | undefined {
  try {
    return peerKeyHash(socket);
  } catch {
    return undefined;
  }
}

function refusal(
  pin: string | undefined,
  hash: string | undefined,
): { readonly kind: Refusal; readonly reason: string } {
  if (!pin) {
    const reason = "this Pi has no card and no pin yet, so it obeys nobody (write a card with pictl card)";
    return { kind: "no-pin", reason };
  }
  if (!hash) return { kind: "no-certificate", reason: "it showed no client certificate" };
  const reason = `its key ${hash.slice(0, 16)}… does not have this rack's pin ${pin.slice(0, 16)}…`;
  return { kind: "wrong-key", reason };
}
