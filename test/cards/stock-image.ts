/** Small stock images, made by sfdisk, mkfs.vfat and mtools, and their content as the same tools read it. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Folder } from "../../packages/cli/src/testing/folder.ts";
import { UBUNTU } from "../../packages/cli/src/testing/stock-cards.ts";
import { cacheRoot } from "../rack/build/cache.ts";
import { installHostPackages } from "../rack/build/host-packages.ts";

/** Call this first: installs what this file and pictl need on the machine. Needs root when something is missing. */
export const installTools = (): Promise<void> => installHostPackages(cacheRoot(), console.log);

const MIB = 1024 * 1024;
export const FAT_START = 2 * MIB;
const FAT_BYTES = 34 * MIB;
const ROOT_START = FAT_START + FAT_BYTES;
const ROOT_BYTES = 3 * MIB;

export interface StockOptions {
  /** On the boot partition. */
  readonly files?: Readonly<Record<string, string>>;
  readonly table?: "dos" | "gpt";
  /** The kind of FAT. */
  readonly fat?: "16" | "32" | "none";
  /** sfdisk's type for the boot partition. */
  readonly boot?: string;
  readonly name?: string;
}

/** Path of a new image in `folder`: 40 MiB, the boot partition first, then a root file system of noise. */
export function stockImage(
  folder: Folder,
  { files = UBUNTU, table = "dos", fat = "32", name = "stock.img", ...types }: StockOptions = {},
): string {
  const path = join(folder.path, name);
  writeFileSync(path, "");
  truncateSync(path, ROOT_START + ROOT_BYTES + MIB);
  const [boot, root] = table === "dos" ? [types.boot ?? "c", "83"] : ["U", "L"];
  const sector = (bytes: number) => bytes / 512;
  run(
    ["sfdisk", "--quiet", path],
    `label: ${table}\nstart=${sector(FAT_START)}, size=${sector(FAT_BYTES)}, type=${boot}\nsize=${sector(ROOT_BYTES)}, type=${root}\n`,
  );
  if (fat !== "none") overwrite(path, FAT_START, readFileSync(fatFile(folder, files, { fat })));
  overwrite(path, ROOT_START, noise(ROOT_BYTES));
  return path;
}

/** Path of a separate FAT file system. */
export function fatFile(
  folder: Folder,
  files: Readonly<Record<string, string>>,
  { fat = "32", bytes = FAT_BYTES }: { fat?: "16" | "32"; bytes?: number } = {},
): string {
  const path = join(folder.path, "boot.fat");
  writeFileSync(path, "");
  truncateSync(path, bytes);
  run(["mkfs.vfat", "-F", fat, "-s", fat === "32" ? "1" : "4", path]);
  const folders = new Set(Object.keys(files).flatMap((file) => (file.includes("/") ? [file.replace(/\/.*/, "")] : [])));
  for (const one of folders) run(["mmd", "-i", path, `::/${one}`]);
  for (const [file, content] of Object.entries(files)) run(["mcopy", "-i", path, "-", `::/${file}`], content);
  return path;
}

export function overwrite(path: string, at: number, content: Uint8Array): void {
  const bytes = readFileSync(path);
  bytes.set(content, at);
  writeFileSync(path, bytes);
}

/** Damages the folder current of a FAT32 image. */
export function corruptFolder(path: string, how: "noise" | "itself" | "nowhere"): string {
  const fat = readFileSync(path).subarray(FAT_START);
  const data = (fat.readUInt16LE(14) + 2 * fat.readUInt32LE(36)) * 512;
  const entry = fat.indexOf("CURRENT    ", data, "latin1");
  const cluster = fat.readUInt16LE(entry + 26);
  const first = (to: number) => overwrite(path, FAT_START + entry + 26, Uint8Array.of(to & 0xff, to >> 8));
  if (how === "noise") overwrite(path, FAT_START + data + (cluster - 2) * 512, noise(512));
  else first(how === "itself" ? 2 : 0xfff0);
  if (how === "nowhere") overwrite(path, FAT_START + entry + 20, Uint8Array.of(0xff, 0x0f));
  return path;
}

/** Every file on the boot partition of an image, by name. */
export const bootFiles = (path: string): Record<string, string> => filesOn(`${path}@@${FAT_START}`);

/** The same for a separate FAT file system. */
export function filesOn(fat: string): Record<string, string> {
  const image = ["-i", fat];
  const names = run(["mdir", "-/", "-a", "-b", ...image, "::/"])
    .toString()
    .split("\n");
  return Object.fromEntries(
    names
      .filter((name) => name !== "" && !name.endsWith("/"))
      .map((name) => [name.slice(3), run(["mtype", ...image, name]).toString()])
      .sort(),
  );
}

/** The image without its boot partition. */
export function besidesBoot(path: string): string {
  const bytes = readFileSync(path);
  const hash = createHash("sha256").update(bytes.subarray(0, FAT_START)).update(bytes.subarray(ROOT_START));
  return hash.digest("hex");
}

/** Packs the image; the packed file is placed beside it. */
export function packed(path: string, tool: "xz" | "gzip" | "zstd"): string {
  const suffix = { xz: ".xz", gzip: ".gz", zstd: ".zst" }[tool];
  writeFileSync(path + suffix, run([tool, "-c", "-1", path]));
  return path + suffix;
}

/** Returns its standard output. */
export function run([file = "", ...args]: string[], input: string | Uint8Array = ""): Buffer {
  const env = {
    ...process.env,
    PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
    MTOOLS_SKIP_CHECK: "1",
    LC_ALL: "C.UTF-8",
  };
  return execFileSync(file, args, { input, env, maxBuffer: 256 * MIB, stdio: ["pipe", "pipe", "pipe"] });
}

/** The same every time, and incompressible. */
function noise(bytes: number): Buffer {
  const blocks: Buffer[] = [];
  for (let index = 0; index * 64 < bytes; index++) blocks.push(createHash("sha512").update(`${index}`).digest());
  return Buffer.concat(blocks).subarray(0, bytes);
}
