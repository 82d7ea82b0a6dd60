/** The coordinator's HTTPS API for pictl: TLS 1.3 with the rack's own key, a bearer token, JSON. */
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { RackControl } from "@rackberry/config";
import { AppError, doorstep, HANDSHAKE_DEADLINE, plainAddress } from "@rackberry/protocol";
import { answer } from "./answer.ts";
import { authenticator } from "./authenticate.ts";

export interface ApiOptions {
  /** 0: any free one. */
  readonly port: number;
  /** PEM, PKCS8: pictl knows its public half. */
  readonly key: string;
  /** PEM, self-signed around `key`; only the key in it matters. */
  readonly certificate: string;
  /** apiToken(rack secret). */
  readonly token: string;
  readonly control: RackControl;
  /** Ends the server and all answers in progress. */
  readonly signal: AbortSignal;
  readonly onListening?: (port: number) => void;
  /** Called for a request with no token or a wrong one, at most a few times a minute for one address. */
  readonly onRefused?: (address: string) => void;
  /** Milliseconds that never jump. */
  readonly monotonic?: () => number;
}

/** Milliseconds for a client that may have no token; a body has its own time limits where it is read. */
const HEADERS_DEADLINE = 5_000;
/** In total: strangers get only a few of these, and never those reserved for clients with the token. */
const MAX_CONNECTIONS = 512;

/** Serves until the signal aborts. Throws `refused` when it cannot listen on the port. */
export async function runApi(options: ApiOptions): Promise<void> {
  const { port, key, certificate, signal, onListening } = options;
  if (signal.aborted) return;
  const authenticate = authenticator(options.token, options.monotonic ?? (() => performance.now()));
  const server = createServer({
    key,
    cert: certificate,
    minVersion: "TLSv1.3",
    handshakeTimeout: HANDSHAKE_DEADLINE,
    headersTimeout: HEADERS_DEADLINE,
    requestTimeout: 0,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 8 * 1024,
    keepAlive: true,
  });
  server.maxConnections = MAX_CONNECTIONS;
  const step = doorstep(server);
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    const address = plainAddress(request.socket.remoteAddress ?? "");
    const verdict = authenticate(address, request.headers.authorization);
    if (verdict === "crowded") return void request.socket.destroy();
    if (verdict !== "refused") {
      step.letIn(request.socket);
      return void answer(request, response, { control: options.control, role: verdict }, signal);
    }
    options.onRefused?.(address);
    const message = "this is not the rack's token: use the rack directory that its cards were made from (-C DIR)";
    response.writeHead(401, { "content-type": "application/json", connection: "close" });
    response.end(JSON.stringify({ code: "unauthenticated", message }));
  };
  server.on("request", onRequest);
  // An upload: the client waits until it is asked for the content.
  server.on("checkContinue", onRequest);
  await listen(server, port);
  onListening?.((server.address() as AddressInfo).port);
  // A connection that fails ends by itself; the server continues.
  server.on("error", () => {});
  if (!signal.aborted) await once(signal, "abort");
  const closed = once(server, "close");
  server.close();
  step.close();
  server.closeAllConnections();
  await closed;
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    server.listen(port);
    await once(server, "listening");
  } catch (cause) {
    throw new AppError("refused", `the API cannot listen on port ${port}: ${(cause as Error).message}`, { cause });
  }
}
