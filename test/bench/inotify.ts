/** Inotify instances: virtual Pis share one kernel and one root, and a kubelet that gets no instance ends. */
import { readFileSync, writeFileSync } from "node:fs";

/** What systemd, containerd and above all the kubelet of one Pi take: 18 were counted on a worker, 31 on a master. */
const TAKEN = { worker: 18, master: 31 } as const;
/** Half of what is allowed may be the machine's own. */
const SPARE = 2;
const LIMIT = "/proc/sys/fs/inotify/max_user_instances";

/** How many instances a rack of so many Pis needs the kernel to allow. */
export const inotifyOf = (nodes: number): number => (TAKEN.master + (nodes - 1) * TAKEN.worker) * SPARE;

/**
 * Runs `work` while this kernel allows as many instances as the rack needs, and puts the limit back. A limit above its
 * usual takes nothing from anybody, so a process that is killed in between leaves no harm.
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
