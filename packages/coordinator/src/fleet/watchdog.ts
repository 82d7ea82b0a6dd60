/** Says of a node that it is lost, once it has been away for longer than a hiccup. */
import type { Fleet } from "./fleet.ts";

/** Milliseconds without a session. */
const GRACE = 5_000;
/** A Pi with a slow card takes minutes to come back from a reboot. */
const REBOOT_GRACE = 300_000;
const EVERY = 1_000;

export async function watchLost(fleet: Fleet, signal: AbortSignal): Promise<void> {
  const { store, sessions, goneSince, clock, log, changed } = fleet;
  const started = clock.monotonic();
  while (!signal.aborted) {
    for (const node of store.nodes()) {
      if (sessions.has(node.name) || node.phase === "lost" || node.phase === "refused") continue;
      const away = clock.monotonic() - (goneSince.get(node.name) ?? started);
      if (away < (node.phase === "rebooting" ? REBOOT_GRACE : GRACE)) continue;
      store.setState(node.name, { phase: "lost" }, clock.now());
      log.warn(`${node.name}: ${node.phase} → lost`, { address: node.address });
      changed.ring();
    }
    await clock.sleep(EVERY, signal);
  }
}
