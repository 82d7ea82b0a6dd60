/** The system's clock. A separate file: the door needs it, and nothing else of the host. */
import type { Clock } from "./host.ts";

/** The system's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  // The plain call: the first use of the global `performance` loads much more code.
  monotonic: () => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1e3 + nanoseconds / 1e6;
  },
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const aborted = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", aborted);
        resolve();
      }, ms);
      signal?.addEventListener("abort", aborted, { once: true });
    }),
};
