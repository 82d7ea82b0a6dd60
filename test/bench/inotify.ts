/** Inotify instances: virtual Pis share one kernel and one root user, and a kubelet that gets no instance exits. */
import { readFileSync, writeFileSync } from "node:fs";

/** Instances of one Pi's systemd, containerd and above all kubelet: 18 were counted on a worker, 31 on a master. */
const TAKEN = { worker: 18, master: 31 } as const;
/** Allows for the machine itself using half of the limit. */
const SPARE = 2;
const LIMIT = "/proc/sys/fs/inotify/max_user_instances";

/** How many instances the kernel must allow for a rack of this many Pis. */
export const inotifyOf = (nodes: number): number => (TAKEN.master + (nodes - 1) * TAKEN.worker) * SPARE;

/**
 * Runs `work` with the kernel's limit raised to what the rack needs, and restores the limit. A limit above the usual
 * one costs nothing, so no harm is done if the process is killed in between.
 */
export async function withInotify<T>(nodes: number, say: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const usual = readFileSync(LIMIT, "utf8").trim();
  const needed = inotifyOf(nodes);
  if (Number(usual) >= needed) return await work();
  say(`fs.inotify.max_user_instances: ${usual} -> ${needed} for ${nodes} Pis, until their race is over`);
  writeFileSync(LIMIT, `${needed}`);
  const restore = () => writeFileSync(LIMIT, usual);
  process.once("exit", restore);
  try {
    return await work();
  } finally {
    process.off("exit", restore);
    restore();
  }
}
