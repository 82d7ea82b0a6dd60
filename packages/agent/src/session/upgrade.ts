/** From an open TLS connection to a websocket. The only file of the agent that knows ws and http. */
import { createServer, type Server } from "node:http";
import type { TLSSocket } from "node:tls";
import { WEBSOCKET_LIMITS } from "@rackberry/protocol";
import { type WebSocket, WebSocketServer } from "ws";

export interface Upgrader {
  /** Speaks HTTP on the socket until it has become a websocket; anything but an upgrade is answered 426. */
  take(socket: TLSSocket): void;
  close(): void;
}

/** One header is needed; 4 KiB are more than enough. */
const MAX_HEADERS = 4 * 1024;

export function upgrader(onOpen: (websocket: WebSocket, socket: TLSSocket) => void): Upgrader {
  const websockets = new WebSocketServer({ noServer: true, clientTracking: false, ...WEBSOCKET_LIMITS });
  const http: Server = createServer({ maxHeaderSize: MAX_HEADERS }, (_request, response) => {
    response.writeHead(426, { connection: "close", "content-length": 0 }).end();
  });
  http.on("upgrade", (request, socket, head) => {
    websockets.handleUpgrade(request, socket, head, (websocket) => onOpen(websocket, socket as TLSSocket));
  });
  return {
    take: (socket) => http.emit("connection", socket),
    close: () => {
      http.close();
      websockets.close();
    },
  };
}

/** Pings every `interval` ms; a peer that has not answered by the next ping is gone. Ends with the websocket. */
export function keepAlive(websocket: WebSocket, interval: number): void {
  // It can have closed while its peer was being authenticated; nobody would ever stop the timer then.
  if (websocket.readyState !== websocket.OPEN) return;
  let isAlive = true;
  const timer = setInterval(() => {
    if (!isAlive) return websocket.terminate();
    isAlive = false;
    websocket.ping();
  }, interval);
  websocket.on("pong", () => {
    isAlive = true;
  });
  websocket.once("close", () => clearInterval(timer));
}
