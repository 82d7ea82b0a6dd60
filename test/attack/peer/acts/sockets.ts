/** Crowds of sockets at a port: idle ones, half a handshake, a byte a second, whole handshakes; one address or many. */
import { type Socket, connect as tcp } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Act } from "../act.ts";
import { paced } from "../pace.ts";
import { party, type Target, connect as tls } from "../wire/tls.ts";

export interface SocketsArgs {
  readonly target: Target;
  /**
   * `idle` sends nothing; `half`, the start of a ClientHello; `slow`, a byte of it a second; `handshakes`, all of it.
   */
  readonly sends: "idle" | "half" | "slow" | "handshakes" | "request";
  /** Source addresses, in turn; empty for the host's own. */
  readonly sources: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
  /** The most connections at once; the oldest is closed for the next. */
  readonly most: number;
}

/** The first bytes of a TLS ClientHello: a record of 512 bytes that never arrives. */
const HELLO = Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, ...Array(40).fill(0x5a)]);

export const sockets: Act<SocketsArgs> = async ({ target, sends, sources, most, ...pace }, { signal, say }) => {
  const open = new Set<Socket>();
  const client = sends === "handshakes" ? party() : undefined;
  let connected = 0;
  let ended = 0;
  const add = (number: number) => {
    const localAddress = sources[number % sources.length];
    if (open.size >= most) open.values().next().value?.destroy();
    if (client) {
      const raw = tcp({ ...target, localAddress });
      raw.on("error", () => {});
      void tls(target, { ...client, socket: raw }).then(
        (socket) => {
          connected++;
          socket.destroy();
        },
        () => ended++,
      );
      return;
    }
    const socket = tcp({ ...target, localAddress });
    open.add(socket);
    socket.on("error", () => {});
    socket.once("connect", () => {
      connected++;
      if (sends === "half") socket.write(HELLO);
      if (sends === "request") socket.write("GET /v1/status HTTP/1.1\r\nHost: x\r\n");
    });
    socket.once("close", () => {
      ended++;
      open.delete(socket);
    });
  };
  let drop = 0;
  const slowly = setInterval(() => {
    if (sends === "slow") for (const socket of open) socket.write(HELLO.subarray(drop % 50, (drop % 50) + 1));
    drop++;
  }, 1_000);
  const tried = await paced(pace, signal, (number) => {
    if (number === 0) say({ begun: true });
    add(number);
  });
  // The remaining connections are held until the end.
  await sleep(100);
  clearInterval(slowly);
  const held = open.size;
  for (const socket of open) socket.destroy();
  return { tried, connected, ended, held };
};
