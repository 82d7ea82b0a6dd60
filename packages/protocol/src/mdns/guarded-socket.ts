/** A socket for multicast DNS whose readers see what a guard let through, and nothing else. */
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import type { Guard } from "./guard.ts";

/** To be bound, and closed, by the library that reads it. */
export function guardedSocket({ admits }: Guard): Socket {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  const emit = socket.emit.bind(socket) as (event: string, ...values: unknown[]) => boolean;
  socket.emit = (event: string, first?: unknown, second?: unknown): boolean => {
    if (event !== "message") return emit(event, first, second);
    const bytes = first as Buffer<ArrayBuffer>;
    if (admits(bytes, second as RemoteInfo)) return emit(event, first, second);
    // Given back now: 60 KB each, they would be tens of megabytes before the collector comes.
    if (bytes.length > SMALL && bytes.length === bytes.buffer.byteLength) bytes.buffer.transfer(0);
    return false;
  };
  return socket;
}

/** Bytes of a packet that may wait for the collector. */
const SMALL = 512;
