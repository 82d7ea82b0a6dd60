/** BootFolder: the one port in front of a card's boot partition. */
import { constants } from "node:fs";
import { access, mkdir, open, readdir, readFile, rename, rm, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "@rackberry/protocol";
import { fileError } from "../file-error.ts";

/** Names are relative to the boot partition. Every failure is an AppError that says what to do. */
export interface BootFolder {
  readonly path: string;
  /** Content as UTF-8 with its byte order mark, if any; absent is `undefined`. Rejects with `invalid` for other bytes. */
  read(name: string): Promise<string | undefined>;
  /** Content as it is, in whatever encoding; absent is `undefined`. */
  readBytes(name: string): Promise<Uint8Array | undefined>;
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

/**
 * Beside the file that is written. Not every system renames over a file on FAT in one piece, so what a pulled card left
 * must tell: REPLACING is whole as soon as the file that it replaces is gone; ADDING is nothing without its rename.
 */
export const REPLACING = ".rackberry-new";
export const ADDING = ".rackberry-add";

/** What is not there in the middle of writing was there when it began. */
const GONE = {
  ENOENT: "is gone: was the card pulled out? Put it in again and run it again",
  EISDIR: "is a folder, but a file is expected there: is this the boot partition?",
};

/** A folder of this machine: /media/you/system-boot, /Volumes/bootfs, E:\. */
export function bootFolder(path: string): BootFolder {
  const at = (name: string) => join(path, name);
  const guarded = async <T>(name: string, effect: () => Promise<T>): Promise<T> => {
    try {
      return await effect();
    } catch (cause) {
      throw fileError(cause, at(name), GONE);
    }
  };
  const readBytes = (name: string) => guarded(name, () => orAbsent(readFile(at(name))));
  return {
    path,
    readBytes,
    read: async (name) => textOf(await readBytes(name), at(name)),
    list: (name) => guarded(name, async () => (await orAbsent(readdir(at(name))))?.sort()),
    freeBytes: () =>
      guarded("", async () => {
        const { bavail, bsize } = await statfs(path);
        return bavail * bsize;
      }),
    write: (name, content) =>
      guarded(name, async () => {
        const isThere = await access(at(name)).then(
          () => true,
          () => false,
        );
        const temporary = at(name + (isThere ? REPLACING : ADDING));
        await writeSynced(temporary, content);
        await rename(temporary, at(name));
        await syncFolder(dirname(at(name)));
      }),
    // Not recursive: with it, Node says ENOENT where the file system says EROFS.
    makeFolder: (name) => guarded(name, () => mkdir(at(name))),
    // On Windows a virus scanner may hold a file for a moment.
    remove: (name) => guarded(name, () => rm(at(name), { recursive: true, force: true, maxRetries: 5 })),
    rename: (from, to) =>
      guarded(to, async () => {
        await rename(at(from), at(to));
        await syncFolder(dirname(at(to)));
      }),
  };
}

/** Bytes as text. Throws `invalid` naming `place`: what is no UTF-8 would not survive being written again. */
export function textOf(bytes: Uint8Array | undefined, place: string): string | undefined {
  try {
    return bytes && new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("invalid", `${place} is not UTF-8 text: save it as UTF-8, or flash the card anew`, { cause });
  }
}

async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const { O_CREAT, O_WRONLY, O_TRUNC } = constants;
  // Windows has no O_NOFOLLOW, and no such links on FAT. 0600 counts on a card image; FAT has no modes.
  const file = await open(path, O_CREAT | O_WRONLY | O_TRUNC | (constants.O_NOFOLLOW ?? 0), 0o600);
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

/** Windows opens no folder, and some file systems cannot sync one: what is in it was synced itself. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    await folder.sync().finally(() => folder.close());
  } catch (cause) {
    const { code = "" } = cause as NodeJS.ErrnoException;
    if (!["EISDIR", "EPERM", "EINVAL", "ENOTSUP"].includes(code)) throw cause;
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
