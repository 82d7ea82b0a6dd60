/** The mount that a path is on, from the kernel's list of mounts. */
import type { Host } from "../../host/host.ts";

export interface Mount {
  /** /dev/mmcblk0p2, or a word such as tmpfs. */
  readonly source: string;
  readonly point: string;
  readonly type: string;
  /** Of an overlay: where what is written to it goes. */
  readonly upper?: string;
}

/** The mount below which `path` is; undefined where the kernel does not say. */
export async function mountOf(host: Host, path: string): Promise<Mount | undefined> {
  const lines = ((await host.read("/proc/self/mounts")) ?? "").split("\n");
  let found: Mount | undefined;
  for (const line of lines) {
    const [source = "", point = "", type = "", options = ""] = line.split(" ").map(unescaped);
    const holds = point === "/" || path === point || path.startsWith(`${point}/`);
    // The later of two at one point lies on top.
    if (type !== "" && holds && point.length >= (found?.point.length ?? 0)) {
      found = { source, point, type, upper: /(?:^|,)upperdir=([^,]+)/.exec(options)?.[1] };
    }
  }
  return found;
}

/** People mount one overlay on another; nobody makes more. */
const DEEPEST = 4;

/** Lost at a power cut: a tmpfs, a file system on compressed memory, or an overlay whose changes go to such. */
export async function isInMemory(host: Host, { type, source, upper }: Mount, depth = 0): Promise<boolean> {
  if (type === "tmpfs" || type === "ramfs" || source.startsWith("/dev/zram")) return true;
  const below = upper !== undefined && depth < DEEPEST ? await mountOf(host, upper) : undefined;
  return below !== undefined && isInMemory(host, below, depth + 1);
}

/** fstab(5)'s form of blanks. */
const unescaped = (word: string) =>
  word.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
