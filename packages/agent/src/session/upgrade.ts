/** Turns an open TLS connection into a websocket. The only file of the agent that imports ws. */
import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import { WEBSOCKET_LIMITS } from "@rackberry/protocol";
import { type WebSocket, WebSocketServer } from "ws";
import { parseUpgradeRequest } from "./upgrade-request.ts";

export interface Upgrader {
  /** Reads one upgrade request from the socket; anything else closes it. */
  take(socket: TLSSocket): void;
  close(): void;
}

/** The request is one line and five headers. */
const MAX_REQUEST = 4 * 1024;
const END = "\r\n\r\n";

/**
 * Reads the one request without Node's HTTP server, which would cost a megabyte of memory and 5 ms of the start just
 * for that. The sender has already shown the pin.
 */
export function upgrader(onOpen: (websocket: WebSocket, socket: TLSSocket) => void): Upgrader {
  const websockets = new WebSocketServer({ noServer: true, clientTracking: false, ...WEBSOCKET_LIMITS });
  return {
    take(socket) {
      let received = Buffer.alloc(0);
      const onData = (chunk: Buffer) => {
        received = Buffer.concat([received, chunk]);
        const end = received.indexOf(END);
        if (end < 0 && received.length < MAX_REQUEST) return;
        socket.off("data", onData).pause();
        const request = parseUpgradeRequest(received.subarray(0, Math.max(0, end)).toString("latin1"));
        if (!request) return void socket.destroy();
        const rest = received.subarray(end + END.length);
        websockets.handleUpgrade(request as IncomingMessage, socket, rest, (websocket) => {
          onOpen(websocket, socket);
          socket.resume();
        });
      };
      socket.on("data", onData);
    },
    close: () => websockets.close(),
  };
}

/**
 * Pings every `interval` ms and terminates the websocket if the peer has not answered by the next ping. Ends with the
 * websocket. A Pi whose card is busy may stall for longer than that, so data that arrived meanwhile is read first.
 */
export function keepAlive(websocket: WebSocket, interval: number): void {
  // It may have closed while its peer was being authenticated; the timer would then never stop.
  if (websocket.readyState !== websocket.OPEN) return;
  let isAlive = true;
  const timer = setInterval(() => {
    if (isAlive) ping();
    // Timers run before sockets are read, and immediates after.
    else setImmediate(() => (isAlive ? ping() : websocket.terminate()));
  }, interval);
  const ping = () => {
    isAlive = false;
    websocket.ping();
  };
  websocket.on("pong", () => {
    isAlive = true;
  });
  websocket.once("close", () => clearInterval(timer));
}
