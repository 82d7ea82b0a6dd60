import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { machineSources, privateApt, sourceLine } from "./debian.ts";
import { describeTree } from "./key.ts";
import type { Run } from "./tool.ts";

const INITRAMFS = join(import.meta.dirname, "board/initramfs");
/**
 * What it takes to mount the card: both of the chip's card controllers, whichever the firmware has connected. And the
 * watchdog, which is what reboots a Pi and switches it off.
 */
const MODULES = ["sdhci_iproc", "bcm2835", "crc32c_generic", "ext4", "bcm2835_wdt"];

/**
 * Debian's arm64 kernel, unpacked and not installed: vmlinuz, its config, the device trees of Raspberry Pis, lib/modules,
 * and an initrd.img that finds the card's root partition.
 */
export async function boardKernel(workshop: Workshop): Promise<string> {
  return artefact(workshop, {
    name: "board-kernel",
    inputs: { recipe: await readFile(import.meta.filename, "utf8"), initramfs: await describeTree(INITRAMFS) },
    make: async (dir, run) => {
      const work = join(dir, "work");
      const unpacked = await downloadKernel(run, work);
      const [release = ""] = await readdir(join(unpacked, "lib/modules"));
      await run(["depmod", "--basedir", unpacked, release]);
      await makeInitrd(run, unpacked, { release, work, to: join(dir, "initrd.img") });
      await rename(join(unpacked, "lib"), join(dir, "lib"));
      await rename(join(unpacked, `boot/vmlinuz-${release}`), join(dir, "vmlinuz"));
      await rename(join(unpacked, `boot/config-${release}`), join(dir, `config-${release}`));
      await rename(join(unpacked, `usr/lib/linux-image-${release}/broadcom`), join(dir, "device-trees"));
      await rm(work, { recursive: true });
    },
  });
}

/** The kernel that linux-image-arm64 stands for, and a busybox that is linked to nothing, in one folder. */
async function downloadKernel(run: Run, work: string): Promise<string> {
  const sources = (await machineSources(run)).map((source) => sourceLine("deb", source));
  const apt = await privateApt(run, work, { sources, architecture: "arm64" });
  const debs = join(work, "debs");
  await mkdir(debs);
  await apt(["download", "linux-image-arm64", "busybox-static"], { cwd: debs });
  const latest = (await readdir(debs)).find((name) => name.startsWith("linux-image-arm64")) ?? "";
  const [kernel = ""] = (await run(["dpkg-deb", "--field", join(debs, latest), "Depends"])).split(" ");
  await apt(["download", kernel], { cwd: debs });
  const unpacked = join(work, "unpacked");
  for (const deb of await readdir(debs)) await run(["dpkg-deb", "--extract", join(debs, deb), unpacked]);
  return unpacked;
}

async function makeInitrd(
  run: Run,
  unpacked: string,
  { release, work, to }: { release: string; work: string; to: string },
): Promise<void> {
  const tree = join(work, "initramfs");
  await mkdir(join(tree, "bin"), { recursive: true });
  await mkdir(join(tree, "modules"));
  await cp(join(INITRAMFS, "init"), join(tree, "init"));
  await cp(join(unpacked, "bin/busybox"), join(tree, "bin/busybox"));
  const order = new Set<string>();
  for (const module of MODULES) {
    const listing = await run(["modprobe", "-d", unpacked, "-S", release, "--show-depends", module]);
    for (const [, path = ""] of listing.matchAll(/^insmod (\S+)/gm)) order.add(path);
  }
  for (const path of order) await cp(path, join(tree, "modules", basename(path)));
  await writeFile(join(tree, "modules/order"), [...order].map((path) => `${basename(path)}\n`).join(""));
  await run(["chmod", "755", join(tree, "init"), join(tree, "bin/busybox")]);
  await run(["sh", "-ec", 'cd "$1"; find . | cpio --quiet -o -H newc -R 0:0 | gzip -9n >"$2"', "sh", tree, to]);
}
