/** A socket for multicast DNS whose readers see only what a guard admits. */
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import type { Guard } from "./guard.ts";

/** The library that reads the socket must bind and close it. */
export function guardedSocket({ admits }: Guard): Socket {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  const emit = socket.emit.bind(socket) as (event: string, ...values: unknown[]) => boolean;
  socket.emit = (event: string, first?: unknown, second?: unknown): boolean => {
    if (event !== "message") return emit(event, first, second);
    const bytes = first as Buffer<ArrayBuffer>;
    if (admits(bytes, second as RemoteInfo)) return emit(event, first, second);
    // Freed now: at 60 KB each, they would add up to tens of megabytes before garbage collection.
    if (bytes.length > SMALL && bytes.length === bytes.buffer.byteLength) bytes.buffer.transfer(0);
    return false;
  };
  return socket;
}

/** Bytes of a packet that may wait for garbage collection. */
const SMALL = 512;
