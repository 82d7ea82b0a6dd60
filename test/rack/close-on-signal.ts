import type { Rack } from "./api.ts";

/**
 * Closes the rack when this process gets a signal to end, then ends the process as the signal would have. A second
 * signal meanwhile has no effect. Returns a function that removes the handlers.
 */
export function closeOnSignal(rack: Rack): () => void {
  const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  const close = (signal: keyof typeof exitCodes) => {
    void rack.close().then(
      () => process.exit(exitCodes[signal]),
      (error) => {
        console.error(`The rack could not be closed; the next one will remove it: ${error}`);
        process.exit(1);
      },
    );
  };
  const signals = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
  for (const signal of signals) process.on(signal, close);
  return () => {
    for (const signal of signals) process.off(signal, close);
  };
}
