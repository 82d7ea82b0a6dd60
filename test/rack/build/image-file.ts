/** An image as it is downloaded: a partition table, a FAT boot partition and an ext4 root partition. Needs no root. */
import { readdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "./tool.ts";

export interface ImageContent {
  /** Label of the FAT, by which Ubuntu and Raspberry Pi OS know it. */
  readonly bootLabel: string;
  readonly rootLabel: string;
  /** Folders with what is on the partitions. */
  readonly boot: string;
  readonly root: string;
  /** MBR signature, 8 hex digits: what PARTUUID begins with. */
  readonly diskId: string;
  /** Of the whole image, in bytes; a root partition of 8 MiB at its end unless told otherwise. */
  readonly size?: number;
}

const SECTOR = 512;
/** Where Ubuntu's images begin their first partition. */
const BOOT_START = 2048;
/** 256 MiB, as on Ubuntu's images up to 24.04 (Raspberry Pi OS has 512): nothing is ever written that needs more. */
const BOOT_SECTORS = 256 * 2048;
const ROOT_START = BOOT_START + BOOT_SECTORS;
const SMALL = (ROOT_START + 8 * 2048) * SECTOR;

/** Makes the image at `path`, mostly of holes. */
export async function makeImage(run: Run, path: string, content: ImageContent): Promise<void> {
  await writeFile(path, "");
  const { size = SMALL } = content;
  await truncate(path, size);
  const rootSectors = size / SECTOR - ROOT_START;
  const table = [
    "label: dos",
    `label-id: 0x${content.diskId}`,
    `start=${BOOT_START}, size=${BOOT_SECTORS}, type=c, bootable`,
    `start=${ROOT_START}, size=${rootSectors}, type=83`,
  ];
  await run(["sfdisk", "--quiet", path], { stdin: `${table.join("\n")}\n` });
  // One sector a cluster, as pi-gen makes it: with more, so small a partition would be too small for a FAT32.
  const fat = ["-F", "32", "-s", "1", "-n", content.bootLabel, "-i", content.diskId];
  await run(["mkfs.vfat", "--offset", String(BOOT_START), ...fat, path, String(BOOT_SECTORS / 2)]);
  const sources = (await readdir(content.boot)).map((name) => join(content.boot, name));
  const drive = `${path}@@${BOOT_START * SECTOR}`;
  await run(["mcopy", "-i", drive, "-s", "-m", "-Q", ...sources, "::/"], { env: { MTOOLSRC: "/dev/null", TZ: "UTC" } });
  const ext4 = ["-t", "ext4", "-q", "-L", content.rootLabel, "-d", content.root];
  await run(["mke2fs", ...ext4, "-E", `offset=${ROOT_START * SECTOR}`, path, `${rootSectors / 2}k`]);
}
