/** Checks that no Pi ever runs two kubeadm at once. It samples, so it sees only what lasts longer than its interval. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Rack } from "../rack/api.ts";

export interface KubeadmWatch {
  /** Stops watching; returns the largest number of kubeadm seen at once on one Pi, 0 when none was seen. */
  stop(): Promise<number>;
}

export function watchKubeadm(rack: Rack): KubeadmWatch {
  const end = new AbortController();
  let most = 0;
  const look = async () => {
    while (!end.signal.aborted) {
      for (const pi of rack.pis) {
        const found = pi.programs().filter(({ name }) => name === "kubeadm");
        // Between fork and exec, a child of kubeadm still has kubeadm's name.
        const apart = found.filter(({ parent }) => !found.some(({ pid }) => pid === parent));
        most = Math.max(most, apart.length);
      }
      await sleep(100, undefined, { signal: end.signal }).catch(() => undefined);
    }
  };
  const looking = look();
  return {
    async stop() {
      end.abort();
      await looking;
      return most;
    },
  };
}
