/** Dial over websocket and TLS 1.3, with the key that also signs every command. The only file that makes websockets. */
import { createPrivateKey } from "node:crypto";
import { type ConnectionOptions, createSecureContext, type TLSSocket } from "node:tls";
import {
  AppError,
  cardProof,
  HANDSHAKE_DEADLINE,
  MAX_GREETING,
  MAX_MESSAGE,
  peerKeyHash,
  plainAddress,
  signing,
  WEBSOCKET_LIMITS,
  websocketChannel,
} from "@rackberry/protocol";
import { type ClientOptions, WebSocket } from "ws";
import type { Dial, Link } from "./link.ts";

/** The coordinator's key and a certificate around it, PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

export function tlsDial({ key, cert }: TlsIdentity): Dial {
  // Shared: a context for each connection would parse the key and the certificate again, and keep them.
  const secureContext = createSecureContext({ key, cert, minVersion: "TLSv1.3" });
  const signer = createPrivateKey(key);
  return (endpoint, signal, onReached = () => {}) =>
    new Promise<Link>((resolve, reject) => {
      const options: ClientOptions & ConnectionOptions = {
        secureContext,
        // The caller compares keys; names and dates mean nothing here, since a Pi has no clock and no CA.
        rejectUnauthorized: false,
        handshakeTimeout: HANDSHAKE_DEADLINE,
        ...WEBSOCKET_LIMITS,
        finishRequest: (request) => {
          request.once("socket", (connection) => connection.once("connect", onReached));
          request.end();
        },
      };
      const socket = new WebSocket(`wss://${endpoint}/`, options);
      const fail = (why: string, cause?: unknown) => {
        signal.removeEventListener("abort", abort);
        socket.terminate();
        reject(new AppError("disconnected", `${endpoint}: ${why}`, { cause }));
      };
      const abort = () => fail("given up");
      signal.addEventListener("abort", abort, { once: true });
      let tls: TLSSocket | undefined;
      let limit = MAX_GREETING;
      // Now, not at `open`: the greeting can be in the same packet as the end of the handshake.
      const channel = signing(
        websocketChannel(socket, () => limit),
        signer,
      );
      socket.once("upgrade", (response) => {
        tls = response.socket as TLSSocket;
      });
      socket.once("error", (cause) => fail(cause.message, cause));
      socket.once("open", () => {
        signal.removeEventListener("abort", abort);
        const keyHash = tls && peerKeyHash(tls);
        if (!tls || !keyHash) return fail("presented no key");
        const session = tls;
        resolve({
          channel,
          keyHash,
          remoteAddress: plainAddress(session.remoteAddress ?? ""),
          proof: (secret, side) => cardProof(secret, side, session),
          trust: () => {
            limit = MAX_MESSAGE;
          },
          alive: (ms) => answers(socket, ms),
          terminate: () => socket.terminate(),
        });
      });
    });
}

function answers(socket: WebSocket, ms: number): Promise<boolean> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve(false);
  return new Promise((resolve) => {
    const settle = (answered: boolean) => {
      clearTimeout(timer);
      socket.off("pong", pong);
      socket.off("close", closed);
      resolve(answered);
    };
    const pong = () => settle(true);
    const closed = () => settle(false);
    const timer = setTimeout(() => settle(false), ms);
    socket.on("pong", pong);
    socket.on("close", closed);
    socket.ping();
  });
}
