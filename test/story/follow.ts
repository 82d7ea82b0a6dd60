/** Follows the rack's status with one `pictl status --watch --json`, which costs less than polling. */
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { RackStatus } from "../../packages/config/src/index.ts";
import type { Lab } from "./lab.ts";

/** May begin before there is a coordinator, and continues when that restarts; ends when the signal aborts. */
export async function* follow(lab: Lab, signal: AbortSignal): AsyncGenerator<RackStatus> {
  while (!signal.aborted) {
    const pictl = lab.spawnPictl(["status", "--watch", "--json"]);
    const stop = () => pictl.kill();
    signal.addEventListener("abort", stop);
    pictl.stderr?.resume();
    try {
      if (!pictl.stdout) return;
      for await (const line of createInterface({ input: pictl.stdout })) {
        // The last output of a killed pictl may be half a line.
        if (signal.aborted) return;
        yield JSON.parse(line) as RackStatus;
      }
    } finally {
      signal.removeEventListener("abort", stop);
      pictl.kill();
    }
    await sleep(500, undefined, { signal }).catch(() => undefined);
  }
}
