import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { makeImage } from "./image-file.ts";
import { describeTree } from "./key.ts";
import type { Run } from "./tool.ts";

const FILES = join(import.meta.dirname, "board");
/** The stock Debian's boot partition: the files of cloud-init are the same. */
const STOCK_BOOT = join(import.meta.dirname, "stock-systems/debian/boot");
const SEED = ["user-data", "meta-data", "network-config"];
/** An emulated card must be as large as a power of two; most of it is holes. */
const CARD_SIZE = 4 * 2 ** 30;
/** Of the stock OS, what is there because it runs in a container. */
const CONTAINER_FILES = ["etc/systemd/system/systemd-networkd.service.d/10-container.conf"];
const PARTITIONS = { bootLabel: "system-boot", rootLabel: "writable", diskId: "0deb1a64", size: CARD_SIZE };

/** A whole card of the arm64 Debian with its kernel: the image that is downloaded for a Raspberry Pi. */
export async function boardImage(workshop: Workshop, { os, kernel }: { os: string; kernel: string }): Promise<string> {
  const made = await artefact(workshop, {
    name: "image-board",
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      image: await readFile(join(import.meta.dirname, "image-file.ts"), "utf8"),
      boot: await describeTree(join(FILES, "boot")),
      root: await describeTree(join(FILES, "root")),
      seed: await describeTree(STOCK_BOOT),
      os: basename(os),
      kernel: basename(kernel),
    },
    make: async (dir, run) => {
      const [boot, root] = [join(dir, "boot"), join(dir, "root")];
      await fillBoot(run, boot, kernel);
      await run(["cp", "--archive", "--reflink=auto", os, root]);
      for (const path of CONTAINER_FILES) await rm(join(root, path));
      const rsync = ["rsync", "--recursive", "--links", "--chown=root:root", "--chmod=D755,F644"] as const;
      await run([...rsync, `${join(FILES, "root")}/`, `${root}/`]);
      await run([...rsync, `${join(kernel, "lib")}/`, `${join(root, "usr/lib")}/`]);
      // kubeadm looks into it, on every kernel that does not show it in /proc.
      await run(["sh", "-ec", 'cp "$1"/config-* "$2"', "sh", kernel, join(root, "boot")]);
      await makeImage(run, join(dir, "card.img"), { ...PARTITIONS, boot, root });
      for (const folder of [boot, root]) await rm(folder, { recursive: true });
    },
  });
  return join(made, "card.img");
}

async function fillBoot(run: Run, boot: string, kernel: string): Promise<void> {
  await mkdir(boot);
  const seed = SEED.map((name) => join(STOCK_BOOT, name));
  const loaded = [join(kernel, "vmlinuz"), join(kernel, "initrd.img")];
  await run(["cp", "--recursive", ...seed, ...loaded, `${join(FILES, "boot")}/.`, boot]);
  await run(["sh", "-ec", 'cp "$1"/bcm283*.dtb "$2"', "sh", join(kernel, "device-trees"), boot]);
}
