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
 * one that sets all in motion last. Throws `refused` before the first write when there is no room, the signal's reason
 * when it is aborted.
 */
export async function writeCard(boot: BootFolder, { folder, top }: CardContent, signal?: AbortSignal): Promise<void> {
  const write = async (name: string, content: string | Uint8Array) => {
    signal?.throwIfAborted();
    await boot.write(name, content);
  };
  await tidy(boot);
  const bytes = [...folder.values(), ...top.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  const free = await boot.freeBytes();
  if (free < bytes + SPARE_BYTES) {
    const needed = Math.ceil((bytes + SPARE_BYTES - free) / 1024 / 1024);
    throw new AppError("refused", `${boot.path} has too little free space: ${needed} MiB more are needed`);
  }
  try {
    await boot.makeFolder(DRAFT);
    if ([...folder.keys()].some((name) => name.startsWith("master/"))) await boot.makeFolder(`${DRAFT}/master`);
    for (const [name, content] of folder) await write(`${DRAFT}/${name}`, content);
    if ((await boot.list(FOLDER)) !== undefined) await boot.rename(FOLDER, OLD);
    await boot.rename(DRAFT, FOLDER);
    for (const [name, content] of top) if (!(await isThere(boot, name, content))) await write(name, content);
    await boot.remove(OLD);
    for (const name of top.keys()) await removeTemporaries(boot, name);
    await checkWritten(boot, { folder, top });
  } catch (cause) {
    // The error that stopped us is what the person must see, so what fails here is passed over.
    await tidy(boot).catch(() => {});
    throw cause;
  }
}

/** A card that was taken out, or a folder that another program cleared, may take writes that go nowhere. */
async function checkWritten(boot: BootFolder, { folder, top }: CardContent): Promise<void> {
  const there = new Set<string>();
  for (const parent of new Set([...folder.keys()].map((name) => dirname(`${FOLDER}/${name}`)))) {
    for (const name of (await boot.list(parent)) ?? []) there.add(`${parent}/${name}`);
  }
  const lost = [...folder.keys()].map((name) => `${FOLDER}/${name}`).filter((name) => !there.has(name));
  for (const [name, content] of top) if (!(await isThere(boot, name, content))) lost.push(name);
  if (lost.length === 0) return;
  const again = "was the card pulled out, or did another program write to it? Run the command again";
  throw new AppError("refused", `${boot.path}/${lost[0]} does not have the content that was written: ${again}`);
}

async function isThere(boot: BootFolder, name: string, content: string | Uint8Array): Promise<boolean> {
  const there = await boot.readBytes(name);
  return there !== undefined && Buffer.from(content).equals(there);
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
