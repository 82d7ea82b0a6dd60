/** Endpoints at which a dial fails, each in a different way. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { TlsIdentity } from "../../packages/coordinator/src/fleet/nodes/dialer.ts";

export interface Nobody extends AsyncDisposable {
  /** host:port; each fails within milliseconds. */
  readonly endpoints: readonly string[];
  /** Accepts connections and sends nothing. */
  readonly silent: string;
}

const SWITCHING = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
/** RFC 6455, 4.2.2. */
const acceptOf = (key: string) =>
  createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");

export async function nobody(identity: TlsIdentity): Promise<Nobody> {
  const sockets = new Set<Socket>();
  const serve = async (server: Server, meet: (socket: Socket) => void = () => {}): Promise<string> => {
    server.on(server.listenerCount("secureConnection") > 0 ? "secureConnection" : "connection", (socket: Socket) => {
      sockets.add(socket);
      socket.on("error", () => {}).once("close", () => sockets.delete(socket));
      meet(socket);
      // A socket that is not read does not notice that the other end has closed.
      socket.resume();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const tls = () => createTlsServer({ ...identity, minVersion: "TLSv1.3" }, () => {});
  const servers = [createServer(), createServer(), tls(), tls(), createServer()] as const;
  const [refuses, hangsUp, speaksOther, greetsWrongly, isSilent] = servers;

  const gone = await serve(refuses);
  refuses.close();
  const hangs = await serve(hangsUp, (socket) => socket.destroy());
  const other = await serve(speaksOther, (socket) => socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n"));
  const wrong = await serve(greetsWrongly, (socket) => {
    socket.once("data", (head: Buffer) => {
      const key = /sec-websocket-key: (\S+)/i.exec(head.toString("latin1"))?.[1] ?? "";
      socket.write(`${SWITCHING}Sec-WebSocket-Accept: ${acceptOf(key)}\r\n\r\n`);
      // One binary frame of three bytes, which is not a valid message.
      socket.write(Buffer.from([0x82, 3, 0xff, 0xff, 0xff]));
    });
  });
  const silent = await serve(isSilent);
  return {
    endpoints: [gone, gone, gone, gone, hangs, hangs, other, wrong],
    silent,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      for (const server of servers) server.close();
    },
  };
}
