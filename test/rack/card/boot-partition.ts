/** The boot partition inside an image, accessed with mtools: needs no mount, kernel FAT driver or loop device. */
import { closeSync, openSync, readSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { CLEAN_ENVIRONMENT, run, runSync } from "../run.ts";

const SECTOR = 512;
/** MBR partition types of a FAT. */
const FAT_TYPES: readonly number[] = [0x01, 0x04, 0x06, 0x0b, 0x0c, 0x0e];

/**
 * Ignores this machine's mtools configuration. Without its check, mtools accepts every FAT that a Pi's firmware does.
 * FAT stores local times, hence TZ.
 */
const ENVIRONMENT = { ...CLEAN_ENVIRONMENT, MTOOLSRC: "/dev/null", MTOOLS_SKIP_CHECK: "1", TZ: "UTC" };

/** Byte offset of the first partition, where the firmware looks. Throws an Error when it is not FAT. */
export function bootPartitionOffset(image: string): number {
  const mbr = Buffer.alloc(SECTOR);
  const file = openSync(image, "r");
  try {
    readSync(file, mbr, 0, SECTOR, 0);
  } finally {
    closeSync(file);
  }
  if (mbr.readUInt16LE(510) !== 0xaa55) throw new Error(`${image} has no partition table: no Pi would boot from it`);
  if (!FAT_TYPES.includes(mbr.readUInt8(446 + 4))) throw new Error(`${image}: its first partition is not a FAT`);
  return mbr.readUInt32LE(446 + 8) * SECTOR;
}

/** Runs one of the mtools on the boot partition. Throws an Error with the tool's own message. */
export async function mtool(image: string, tool: string, args: readonly string[]): Promise<string> {
  const drive = `${image}@@${bootPartitionOffset(image)}`;
  return (await run([tool, "-i", drive, ...args], { env: ENVIRONMENT })).stdout;
}

/** The content of a file as the firmware reads it, whatever the case of its name; undefined when there is none. */
export function readBootFile(image: string, path: string): string | undefined {
  const argv = ["mtype", "-i", `${image}@@${bootPartitionOffset(image)}`, fatPath(path)];
  const { code, stdout, stderr, message } = runSync(argv, { env: ENVIRONMENT });
  if (code === 0) return stdout;
  if (/not found|not a directory/i.test(stderr)) return undefined;
  throw new Error(`mtype ${path} of ${image}: ${stderr.trim() || message}`);
}

/** Escapes a path on the partition for mtools, which would read brackets as a pattern. */
export function fatPath(path: string): string {
  return `::/${path.replace(/[[\]]/g, "\\$&")}`;
}

/** The path of a file that does not exist yet: mtools does not read its last name as a pattern. */
export function newFatPath(path: string): string {
  return join(fatPath(dirname(path)), basename(path));
}
