/** Watches that no Pi ever runs two kubeadm at once. A sampler: it sees what lasts longer than its interval. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Rack } from "../rack/api.ts";

export interface KubeadmWatch {
  /** Ends the watching; answers the largest number of kubeadm seen at once on one Pi, 0 when none was seen. */
  stop(): Promise<number>;
}

export function watchKubeadm(rack: Rack): KubeadmWatch {
  const end = new AbortController();
  let most = 0;
  const look = async () => {
    while (!end.signal.aborted) {
      for (const pi of rack.pis) {
        if (!pi.running) continue;
        // A Pi whose plug is pulled right now answers nothing; it is looked at again.
        const seen = await pi.exec(["pgrep", "-cx", "kubeadm"], { check: false }).catch(() => undefined);
        most = Math.max(most, Number(seen?.stdout) || 0);
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
