/** Reads the journals. */
import type { Pi } from "../rack/api.ts";
import { until } from "../story/wait.ts";
import type { Field } from "./field.ts";

/** How many lines of the unit's journal contain the words. */
export async function journalSays(pi: Pi, unit: string, words: RegExp): Promise<number> {
  const { stdout } = await pi.exec(["journalctl", "-q", "-u", unit, "-o", "cat", "--no-pager"]);
  return stdout.split("\n").filter((line) => words.test(line)).length;
}

/** The two real Pis, by their names in the coordinator. */
export const NODES = { master: "master1", worker: "node1" } as const;

/** Seconds from the end of `action` until the coordinator has reconnected to these nodes; infinite after `limit`. */
export async function reconnected(
  field: Field,
  nodes: readonly string[],
  limit: number,
  action: () => Promise<unknown>,
): Promise<number> {
  const times = () =>
    Promise.all(
      nodes.map((node) => journalSays(field.master, "pi-coordinator", new RegExp(`^connected node="${node}"`))),
    );
  const before = await times();
  await action();
  const begun = performance.now();
  const look = async () => (await times()).every((count, index) => count > (before[index] ?? 0));
  return until("", look, { limit, every: 200 }).then(
    () => (performance.now() - begun) / 1000,
    () => Number.POSITIVE_INFINITY,
  );
}

/** A restarted coordinator, connected to both its Pis: no attack inherits what the previous one left. */
export async function freshCoordinator(field: Field): Promise<void> {
  const restart = () => field.master.exec(["systemctl", "restart", "pi-coordinator"]);
  const seconds = await reconnected(field, Object.values(NODES), 45, restart);
  if (seconds > 45) throw new Error("a restarted coordinator does not come back to its Pis");
}
