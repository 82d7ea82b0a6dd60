/** A TLS connection to the holder of the rack's key; nothing is sent to any other peer. */
import { once } from "node:events";
import { type TLSSocket, connect as tlsConnect } from "node:tls";
import { AppError, HANDSHAKE_DEADLINE, peerKeyHash } from "@rackberry/protocol";
import { type Endpoint, showEndpoint } from "./endpoint.ts";

/** Throws `disconnected` when nothing answers, `unauthenticated` when it is another rack's coordinator. */
export async function connect(endpoint: Endpoint, pin: string, signal: AbortSignal): Promise<TLSSocket> {
  const socket = tlsConnect({
    host: endpoint.host,
    port: endpoint.port,
    minVersion: "TLSv1.3",
    // Neither chain, name nor dates are checked; the pin is, below.
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
    // A Pi that loses power does not close its connections.
    socket.setKeepAlive(true, 5_000);
    return socket;
  }
  socket.destroy();
  const whose = `at ${showEndpoint(endpoint)} is the coordinator of another rack, or an impostor`;
  throw new AppError("unauthenticated", `${whose}: is this the right rack directory (-C DIR)?`);
}

const OTHER = "what listens there is not a coordinator: is this the right port and machine?";
const UNREACHED = "there is no route to it: is this computer on the rack's network?";
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there: is this the master's address, and has the coordinator been installed?",
  ECONNRESET: OTHER,
  ENOTFOUND: "the name cannot be resolved: give its address",
  EAI_AGAIN: "no name server answers: give its address",
  EHOSTUNREACH: UNREACHED,
  ENETUNREACH: UNREACHED,
  EADDRNOTAVAIL: UNREACHED,
  EINVAL: UNREACHED,
  EACCES: UNREACHED,
  ETIMEDOUT: "no answer in time",
};

function reason(cause: unknown): string {
  const { code, name } = cause as NodeJS.ErrnoException;
  if (name === "AbortError" || name === "TimeoutError") return "no answer in time";
  return (
    REASONS[code ?? ""] ?? (code?.startsWith("ERR_SSL_") || code === "EPROTO" ? OTHER : AppError.from(cause).message)
  );
}
