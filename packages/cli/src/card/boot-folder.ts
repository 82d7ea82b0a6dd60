/** BootFolder: the one port in front of a card's boot partition. */
import { constants } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileError } from "../file-error.ts";

/** Names are relative to the boot partition. Every failure is an AppError that says what to do. */
export interface BootFolder {
  readonly path: string;
  /** Content as UTF-8; absent is `undefined`. */
  read(name: string): Promise<string | undefined>;
  /** Names in it, sorted; absent is `undefined`. */
  list(name: string): Promise<readonly string[] | undefined>;
  freeBytes(): Promise<number>;
  /** Whole or not at all, and on the card when it resolves. */
  write(name: string, content: string | Uint8Array): Promise<void>;
  /** Its parent is there, it is not. */
  makeFolder(name: string): Promise<void>;
  /** A file or a folder with all in it; absent is fine. */
  remove(name: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
}

/** Beside the file that is written; one that a pulled card left behind is overwritten. */
const TEMPORARY = ".rackberry-new";

/** A folder of this machine: /media/you/system-boot. */
export function bootFolder(path: string): BootFolder {
  const at = (name: string) => join(path, name);
  const guarded = async <T>(name: string, effect: () => Promise<T>): Promise<T> => {
    try {
      return await effect();
    } catch (cause) {
      throw fileError(cause, at(name));
    }
  };
  return {
    path,
    read: (name) => guarded(name, () => orAbsent(readFile(at(name), "utf8"))),
    list: (name) => guarded(name, async () => (await orAbsent(readdir(at(name))))?.sort()),
    freeBytes: () =>
      guarded("", async () => {
        const { bavail, bsize } = await statfs(path);
        return bavail * bsize;
      }),
    write: (name, content) =>
      guarded(name, async () => {
        await writeSynced(at(name + TEMPORARY), content);
        await rename(at(name + TEMPORARY), at(name));
        await syncFolder(dirname(at(name)));
      }),
    // Not recursive: with it, Node says ENOENT where the file system says EROFS.
    makeFolder: (name) => guarded(name, () => mkdir(at(name))),
    remove: (name) => guarded(name, () => rm(at(name), { recursive: true, force: true })),
    rename: (from, to) =>
      guarded(to, async () => {
        await rename(at(from), at(to));
        await syncFolder(dirname(at(to)));
      }),
  };
}

async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const { O_CREAT, O_WRONLY, O_TRUNC, O_NOFOLLOW } = constants;
  // 0600 counts on a card image; FAT has no modes.
  const file = await open(path, O_CREAT | O_WRONLY | O_TRUNC | O_NOFOLLOW, 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } catch (cause) {
    await rm(path, { force: true });
    throw cause;
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function orAbsent<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw cause;
  }
}
