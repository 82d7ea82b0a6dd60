/** Puts a card's content on its boot partition, so that whenever it stops, the card still boots and can be made again. */
import { dirname } from "node:path/posix";
import { AppError } from "@rackberry/protocol";
import { ADDING, type BootFolder, REPLACING } from "./boot-folder.ts";
import type { CardContent } from "./card-content.ts";

const FOLDER = "rackberry";
const DRAFT = "rackberry.new";
const OLD = "rackberry.old";
/** FAT rounds each file up to a cluster, and folders take some too. */
const SPARE_BYTES = 2 * 1024 * 1024;

/**
 * First the folder, beside the old one and then in its place; then the files at the top, each whole or not at all, the
 * one that sets all in motion last. Throws `refused` before the first write when there is no room.
 */
export async function writeCard(boot: BootFolder, { folder, top }: CardContent): Promise<void> {
  await tidy(boot);
  const bytes = [...folder.values(), ...top.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  const free = await boot.freeBytes();
  if (free < bytes + SPARE_BYTES) {
    const needed = Math.ceil((bytes + SPARE_BYTES - free) / 1024 / 1024);
    throw new AppError("refused", `${boot.path} has too little room: ${needed} MiB more are needed`);
  }
  try {
    await boot.makeFolder(DRAFT);
    if ([...folder.keys()].some((name) => name.startsWith("master/"))) await boot.makeFolder(`${DRAFT}/master`);
    for (const [name, content] of folder) await boot.write(`${DRAFT}/${name}`, content);
    if ((await boot.list(FOLDER)) !== undefined) await boot.rename(FOLDER, OLD);
    await boot.rename(DRAFT, FOLDER);
    for (const [name, content] of top) if ((await boot.read(name)) !== content) await boot.write(name, content);
    await boot.remove(OLD);
    for (const name of top.keys()) await removeTemporaries(boot, name);
  } catch (cause) {
    // The error that stopped us is what the person must see, so what fails here is passed over.
    await tidy(boot).catch(() => {});
    throw cause;
  }
}

/** What a run that did not end left: the folder of before goes back to its place, the rest goes. */
async function tidy(boot: BootFolder): Promise<void> {
  const names = ((await boot.list("")) ?? []).map((name) => name.toLowerCase());
  if (names.includes(OLD) && !names.includes(FOLDER)) await boot.rename(OLD, FOLDER);
  for (const litter of [DRAFT, OLD]) await boot.remove(litter);
}

/** Those of an earlier run: the file itself is in its place now. */
async function removeTemporaries(boot: BootFolder, name: string): Promise<void> {
  const parent = dirname(name);
  const names = (await boot.list(parent === "." ? "" : parent)) ?? [];
  for (const left of [REPLACING, ADDING].map((suffix) => name + suffix)) {
    if (names.includes(left.slice(parent === "." ? 0 : parent.length + 1))) await boot.remove(left);
  }
}
