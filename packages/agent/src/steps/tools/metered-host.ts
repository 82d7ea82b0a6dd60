/** A Host that measures how long it waited for long-running programs. */
import type { Clock, Host } from "../../host/host.ts";

/** `toolMs` is the time inside `runUnit` so far, in milliseconds: work that is not ours (apt, kubeadm). */
export function meteredHost(host: Host, clock: Clock): { readonly host: Host; readonly toolMs: () => number } {
  let total = 0;
  return {
    host: {
      run: (...all) => host.run(...all),
      pendingUnit: (unit) => host.pendingUnit(unit),
      read: (...all) => host.read(...all),
      write: (...all) => host.write(...all),
      remove: (path) => host.remove(path),
      makeDirectory: (...all) => host.makeDirectory(...all),
      list: (path) => host.list(path),
      info: (path) => host.info(path),
      async runUnit(...all) {
        const begin = clock.monotonic();
        try {
          await host.runUnit(...all);
        } finally {
          total += clock.monotonic() - begin;
        }
      },
    },
    toolMs: () => total,
  };
}
