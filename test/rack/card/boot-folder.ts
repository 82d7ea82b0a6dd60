/**
 * A boot partition as a folder, where a real one would be mounted: in the running Pi and the laptop's card reader. FAT
 * cannot be mounted here, so opening fills the folder from the image, and closing writes it back into the image.
 */

import { lstatSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "../run.ts";
import { fatPath, mtool, newFatPath } from "./boot-partition.ts";

export interface BootFolder {
  readonly path: string;
  /**
   * Copies what is new, changed or removed in the folder into the image, byte for byte and nothing else. It stays.
   * Throws an Error when FAT cannot hold something in it: a link, or two names that differ only in case.
   */
  close(): Promise<void>;
}

/** Images whose boot partition is open: two at once would overwrite each other's changes. */
const open = new Set<string>();

/** Empties `path` and fills it from the image. Throws an Error when the image is open already. */
export async function openBootFolder(image: string, path: string): Promise<BootFolder> {
  if (open.has(image)) throw new Error(`${image} is in a Pi that has power, or in the laptop: take it out first`);
  open.add(image);
  try {
    await fillBootFolder(image, path);
    const before = await entriesOf(path);
    return {
      path,
      async close() {
        open.delete(image);
        await store(image, path, before);
      },
    };
  } catch (error) {
    open.delete(image);
    throw error;
  }
}

/** Copies the boot partition's content into a folder, for reading. */
export async function fillBootFolder(image: string, path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  if ((await mtool(image, "mdir", ["-b", "-a", "::/"])).trim() === "") return;
  await mtool(image, "mcopy", ["-s", "-m", "-n", "::/*", path]);
  // As on a mounted FAT, which has no modes.
  await run(["chmod", "--recursive", "755", path]);
}

/** Relative path to "folder", or to a value that changes with every write to the file. */
type Entries = ReadonlyMap<string, string>;

async function store(image: string, folder: string, before: Entries): Promise<void> {
  const after = await entriesOf(folder);
  checkNames([...after.keys()]);
  const gone = [...before].filter(
    ([path, state]) => (state === FOLDER) !== (after.get(path) === FOLDER) || !after.has(path),
  );
  const within = (path: string) => gone.some(([parent]) => path.startsWith(`${parent}/`));
  for (const [path, state] of gone) {
    if (!within(path)) await mtool(image, state === FOLDER ? "mdeltree" : "mdel", [fatPath(path)]);
  }
  const changed = [...after].filter(([path, state]) => before.get(path) !== state || within(path));
  for (const [path, state] of changed) if (state === FOLDER) await mtool(image, "mmd", [newFatPath(path)]);
  const files = changed.filter(([, state]) => state !== FOLDER).map(([path]) => path);
  for (const [parent, paths] of Map.groupBy(files, dirname)) {
    const sources = paths.map((path) => join(folder, path));
    await mtool(image, "mcopy", ["-o", "-m", ...sources, fatPath(parent === "." ? "" : `${parent}/`)]);
  }
}

const FOLDER = "folder";

/** Lists folders before their content. */
async function entriesOf(folder: string, below = ""): Promise<Map<string, string>> {
  const entries = new Map<string, string>();
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = join(below, entry.name);
    if (entry.isDirectory()) {
      entries.set(path, FOLDER);
      for (const [inner, state] of await entriesOf(folder, path)) entries.set(inner, state);
    } else if (entry.isFile()) {
      const { ino, ctimeNs, size } = lstatSync(join(folder, path), { bigint: true });
      entries.set(path, `${ino} ${ctimeNs} ${size}`);
    } else throw new Error(`FAT cannot hold ${path} of the boot partition: it is neither a file nor a folder`);
  }
  return entries;
}

/** On a mounted FAT, the second name would have meant the first file. */
function checkNames(paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const other = seen.get(path.toLowerCase());
    if (other !== undefined) throw new Error(`FAT cannot hold both ${other} and ${path}: it does not look at the case`);
    seen.set(path.toLowerCase(), path);
  }
}
