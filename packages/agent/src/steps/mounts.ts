/** What a path lies on, asked of the kernel's list of mounts. */
import type { Host } from "../host/host.ts";

export interface Mount {
  /** /dev/mmcblk0p2, or a word such as tmpfs. */
  readonly source: string;
  readonly point: string;
  readonly type: string;
}

/** The mount below which `path` is; undefined where the kernel does not say. */
export async function mountOf(host: Host, path: string): Promise<Mount | undefined> {
  const lines = ((await host.read("/proc/self/mounts")) ?? "").split("\n");
  let found: Mount | undefined;
  for (const line of lines) {
    const [source = "", point = "", type = ""] = line.split(" ").map(unescaped);
    const holds = point === "/" || path === point || path.startsWith(`${point}/`);
    // The later of two at one point lies on top.
    if (type !== "" && holds && point.length >= (found?.point.length ?? 0)) found = { source, point, type };
  }
  return found;
}

/** Lost at a power cut: a tmpfs, or a file system on compressed memory. */
export const isInMemory = ({ type, source }: Mount): boolean =>
  type === "tmpfs" || type === "ramfs" || source.startsWith("/dev/zram");

/** fstab(5)'s form of blanks. */
const unescaped = (word: string) =>
  word.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
