/** A TLS connection to the one who holds the rack's key; nothing is sent to anybody else. */
import { once } from "node:events";
import { type TLSSocket, connect as tlsConnect } from "node:tls";
import { AppError, HANDSHAKE_DEADLINE, peerKeyHash } from "@rackberry/protocol";
import { type Endpoint, showEndpoint } from "./endpoint.ts";

/** Throws `disconnected` when nobody is there, `unauthenticated` when it is another rack's coordinator. */
export async function connect(endpoint: Endpoint, pin: string, signal: AbortSignal): Promise<TLSSocket> {
  const socket = tlsConnect({
    host: endpoint.host,
    port: endpoint.port,
    minVersion: "TLSv1.3",
    // Neither chain nor name nor dates are judged: the pin is, below.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  socket.on("error", () => {});
  try {
    await once(socket, "secureConnect", { signal: AbortSignal.any([signal, AbortSignal.timeout(HANDSHAKE_DEADLINE)]) });
  } catch (cause) {
    socket.destroy();
    signal.throwIfAborted();
    throw new AppError("disconnected", `no coordinator answers at ${showEndpoint(endpoint)} (${reason(cause)})`, {
      cause,
    });
  }
  if (peerKeyHash(socket) === pin) {
    // A Pi that loses its power says no goodbye.
    socket.setKeepAlive(true, 5_000);
    return socket;
  }
  socket.destroy();
  const whose = `at ${showEndpoint(endpoint)} is the coordinator of another rack, or somebody who claims to be one`;
  throw new AppError("unauthenticated", `${whose}: is this the right rack directory (-C DIR)?`);
}

function reason(cause: unknown): string {
  const { code, name } = cause as NodeJS.ErrnoException;
  if (name === "AbortError" || name === "TimeoutError") return "no answer in time";
  return code ?? AppError.from(cause).message;
}
