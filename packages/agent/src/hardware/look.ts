/**
 * This Pi's hardware. Uses only functions of systeminformation that take no names: `mem` reads a file, `cpu` runs the
 * same commands everywhere. Its blockDevices and networkInterfaces put names found on the host into a shell
 * (CVE-2026-44724, CVE-2026-50289), so disks and ports are read here, from the kernel's files.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { cpu, mem } from "systeminformation";

export interface Look {
  readonly processor: string;
  readonly cores: number;
  /** Bytes, of disks. */
  readonly memoryBytes: number;
  readonly disks: readonly { readonly name: string; readonly kind: string; readonly bytes: number }[];
  /** Megabits per second. */
  readonly ports: readonly { readonly name: string; readonly speed: number }[];
}

/** Whatever cannot be read is omitted. `sys` is where the kernel shows its devices. */
export async function look(sys = "/sys"): Promise<Look> {
  const [{ brand, cores }, { total }, disks, ports] = await Promise.all([cpu(), mem(), disksIn(sys), portsIn(sys)]);
  return { processor: brand, cores, memoryBytes: total, disks, ports };
}

/** Excludes disks that are in memory, in a file, or part of another disk. */
const DISK = /^(?:mmcblk\d+|nvme\d+n\d+|sd[a-z]+|vd[a-z]+)$/;
/** The kernel's unit of size in bytes, whatever the disk's own sector size. */
const SECTOR = 512;

async function disksIn(sys: string): Promise<Look["disks"]> {
  const disks = (await list(join(sys, "block"))).filter((name) => DISK.test(name));
  return Promise.all(
    disks.map(async (name) => {
      const read = (file: string) => line(join(sys, "block", name, file));
      const kind = name.startsWith("nvme") ? "NVMe" : (await read("device/type")) || (await read("device/model"));
      // On a SCSI disk, the kernel's type is a number.
      const named = /^\d+$/.test(kind) ? await read("device/model") : kind;
      return { name, kind: named, bytes: Number(await read("size")) * SECTOR };
    }),
  );
}

/** Real ports only: those of pods and bridges have no device. Without a cable the speed is unreadable or -1. */
async function portsIn(sys: string): Promise<Look["ports"]> {
  const folder = join(sys, "class/net");
  const ports: { name: string; speed: number }[] = [];
  for (const name of await list(folder)) {
    const isReal = (await list(join(folder, name, "device"))).length > 0;
    const speed = Number(await line(join(folder, name, "speed")));
    if (isReal && speed > 0) ports.push({ name, speed });
  }
  return ports;
}

const list = async (folder: string) => (await readdir(folder).catch(() => [])).sort();
const line = async (path: string) => (await readFile(path, "utf8").catch(() => "")).trim();
