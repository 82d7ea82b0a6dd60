/** Where the coordinator may dial: listeners that each waste its time in their own way. Counts what it does there. */

import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { Act } from "../act.ts";
import { aborted } from "../pace.ts";
import { envelope, greeting } from "../wire/envelope.ts";
import { newId, type Party, party } from "../wire/tls.ts";
import { acceptance, frame, readHead } from "../wire/websocket.ts";

export type Trap =
  /** Accepts and sends nothing. */
  | "silent"
  /** Closes every connection. */
  | "closing"
  /** Speaks another protocol. */
  | "http"
  /** A correct handshake, and then nothing. */
  | "no-upgrade"
  /** A correct upgrade, and a first message that is not a greeting. */
  | "wrong-greeting"
  /** Megabytes in place of a greeting. */
  | "huge-greeting"
  /** A correct greeting from an unknown agent, with a key never seen before. */
  | "fresh-key";

export interface TrapsArgs {
  readonly trap: Trap;
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
}

/** Generating keys takes time, so only this many are made. */
const KEYS = 40;

export const traps: Act<TrapsArgs> = async ({ trap, addresses, ports }, { signal, say }) => {
  const open = new Set<Socket>();
  let dialled = 0;
  let most = 0;
  const taken = (socket: Socket) => {
    open.add(socket);
    dialled++;
    most = Math.max(most, open.size);
    socket.on("error", () => {});
    socket.once("close", () => open.delete(socket));
  };
  const parties = TLS.has(trap) ? Array.from({ length: trap === "fresh-key" ? KEYS : 1 }, () => party()) : [];
  let turn = 0;
  const tlsServers = parties.map((own) => tlsServer(own, (socket) => void play(trap, socket).catch(() => {})));
  const servers = await Promise.all(
    addresses.flatMap((host) =>
      ports.map((port) =>
        listen(
          createServer((socket) => {
            taken(socket);
            if (trap === "closing") return void socket.destroy();
            if (trap === "http") return void socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            tlsServers[turn++ % tlsServers.length]?.emit("connection", socket);
          }),
          { host, port },
        ),
      ),
    ),
  );
  say({ ready: servers.length });
  await aborted(signal);
  for (const server of servers) server.close();
  for (const socket of open) socket.destroy();
  return { dialled, most };
};

const TLS: ReadonlySet<Trap> = new Set<Trap>(["no-upgrade", "wrong-greeting", "huge-greeting", "fresh-key"]);

const tlsServer = ({ key, cert }: Party, play: (socket: Socket) => void) =>
  createTlsServer({ key, cert, minVersion: "TLSv1.3" }, (socket) => {
    socket.on("error", () => {});
    play(socket);
  }).on("tlsClientError", () => {});

async function play(trap: Trap, socket: Socket): Promise<void> {
  if (trap === "no-upgrade") return;
  const head = await readHead(socket);
  socket.write(acceptance(/sec-websocket-key: *(\S+)/i.exec(head)?.[1] ?? ""));
  const server = { mask: false };
  if (trap === "wrong-greeting") socket.write(frame(envelope("done", 5), server));
  else if (trap === "huge-greeting") socket.write(frame(Buffer.alloc(4_000_000), server));
  else socket.write(frame(greeting({ serial: `10000000${newId().slice(0, 8)}` }), server));
  socket.resume();
}

async function listen(server: Server, at: { host: string; port: number }): Promise<Server> {
  server.listen(at);
  await once(server, "listening");
  return server;
}
