/** Waiting for a socket that may end in any way: unlike events.once, an error is an end like any other. */
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

export const closed = (socket: Duplex): Promise<void> =>
  new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once("close", () => resolve());
  });

/** Resolves when it has closed, or after so many milliseconds. */
export const closedWithin = (socket: Duplex, ms: number): Promise<unknown> => Promise.race([closed(socket), sleep(ms)]);
