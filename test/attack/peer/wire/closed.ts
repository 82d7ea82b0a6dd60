/** Waits for a socket that may end in any way: unlike events.once, it treats an error as an ordinary end. */
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

export const closed = (socket: Duplex): Promise<void> =>
  new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once("close", () => resolve());
  });

/** Resolves when the socket has closed, or after the given milliseconds. */
export const closedWithin = (socket: Duplex, ms: number): Promise<unknown> => Promise.race([closed(socket), sleep(ms)]);
