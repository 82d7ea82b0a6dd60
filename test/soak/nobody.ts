/** Endpoints at which a dial fails, each in a way of its own. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { WebSocketServer } from "ws";
import type { TlsIdentity } from "../../packages/coordinator/src/fleet/dialer.ts";

export interface Nobody extends AsyncDisposable {
  /** host:port; each fails within milliseconds. */
  readonly endpoints: readonly string[];
  /** Takes connections and says nothing. */
  readonly silent: string;
}

export async function nobody(identity: TlsIdentity): Promise<Nobody> {
  const sockets = new Set<Socket>();
  const serve = async (server: Server, meet: (socket: Socket) => void = () => {}): Promise<string> => {
    server.on(server.listenerCount("secureConnection") > 0 ? "secureConnection" : "connection", (socket: Socket) => {
      sockets.add(socket);
      socket.on("error", () => {}).once("close", () => sockets.delete(socket));
      meet(socket);
      // Unless it is read, it does not notice that the other end has gone.
      socket.resume();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const tls = () => createTlsServer({ ...identity, minVersion: "TLSv1.3" }, () => {});
  const websockets = new WebSocketServer({ noServer: true });
  const servers = [createServer(), createServer(), tls(), tls(), createServer()] as const;
  const [refuses, hangsUp, speaksOther, greetsWrongly, isSilent] = servers;

  const gone = await serve(refuses);
  refuses.close();
  const hangs = await serve(hangsUp, (socket) => socket.destroy());
  const other = await serve(speaksOther, (socket) => socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n"));
  const wrong = await serve(greetsWrongly, (socket) => {
    socket.once("data", (head: Buffer) => {
      const key = /sec-websocket-key: (\S+)/i.exec(head.toString("latin1"))?.[1] ?? "";
      const words = { upgrade: "websocket", connection: "Upgrade", "sec-websocket-version": "13" };
      const request = { method: "GET", url: "/", headers: { ...words, "sec-websocket-key": key } };
      websockets.handleUpgrade(request as never, socket, Buffer.alloc(0), (websocket) => {
        websocket.on("error", () => {}).send(Buffer.from([0xff, 0xff, 0xff]));
      });
    });
  });
  const silent = await serve(isSilent);
  return {
    endpoints: [gone, gone, gone, gone, hangs, hangs, other, wrong],
    silent,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      for (const server of servers) server.close();
      websockets.close();
    },
  };
}
