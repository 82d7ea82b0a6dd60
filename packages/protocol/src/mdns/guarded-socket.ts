/** A socket for multicast DNS whose readers see what a guard let through, and nothing else. */
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { networkInterfaces } from "node:os";
import { dropped, systemAfter } from "./dropped.ts";
import { type Concerns, FOREIGN, type Guard, type GuardOptions, guard } from "./guard.ts";
import { onLink } from "./on-link.ts";

export interface GuardedSocketOptions {
  readonly concerns: Concerns;
  readonly port: number;
  /** Told once a minute what was dropped; without it nobody is told. */
  readonly tell?: (sentence: string, sources: string) => void;
  readonly limits?: GuardOptions["limits"];
}

export interface GuardedSocket {
  /** To be bound, and closed, by the library that reads it. */
  readonly socket: Socket;
  readonly guard: Guard;
}

/** Packets of other services in a second that no ordinary network has. */
const FLOOD = 100;

export function guardedSocket({ concerns, port, tell, limits }: GuardedSocketOptions): GuardedSocket {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  const counter = tell && dropped({ tell, after: systemAfter, quiet: { [FOREIGN]: FLOOD } });
  const watch = guard({
    ...{ concerns, port, monotonic, limits },
    onLink: onLink({ interfaces: networkInterfaces, monotonic }),
    onDropped: (why, source) => counter?.count(why, source),
  });
  const emit = socket.emit.bind(socket) as (event: string, ...values: unknown[]) => boolean;
  socket.emit = (event: string, ...values: unknown[]): boolean => {
    if (event === "message" && !watch.admits(values[0] as Buffer, values[1] as RemoteInfo)) return false;
    return emit(event, ...values);
  };
  socket.once("close", () => counter?.close());
  return { socket, guard: watch };
}

// The plain call: the global `performance` loads much more with its first use.
function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
