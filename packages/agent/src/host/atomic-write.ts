/** A file is written whole or not at all: temporary file beside the target, fsync, rename, fsync of the directory. */
import { constants } from "node:fs";
import { lstat, open, rename, unlink } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { AppError } from "@rackberry/protocol";
import { inFolder } from "./open-folder.ts";
import { errnoOf, unlessAbsent } from "./system-error.ts";

export interface Ownership {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;

/**
 * Replaces `path`. Throws system errors unchanged, and `refused` when the target is not a regular file, or its folder
 * belongs to another account or is behind another account's link.
 */
export function atomicWrite(path: string, content: string | Buffer, ownership: Ownership = {}): Promise<void> {
  const name = basename(path);
  return inFolder(dirname(path), { owner: ownership.uid }, async ({ handle, at }) => {
    await refuseUnlessFile(at(name), path);
    // One name per target, so that power cuts leave at most one leftover, which need not be kept.
    const temporary = at(`.${name}.rackberry-new`);
    try {
      await createSynced(temporary, content, ownership);
      await rename(temporary, at(name));
    } catch (cause) {
      await unlessAbsent(unlink(temporary)).catch(() => {});
      throw cause;
    }
    await handle.sync().catch(ignoring("EINVAL"));
  });
}

/** Creates a new file, removing any of that name first, and flushes it to the card. */
export async function createSynced(path: string, content: string | Buffer, { mode = 0o644, uid, gid }: Ownership = {}) {
  await unlessAbsent(unlink(path));
  const file = await open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
  try {
    await file.writeFile(content);
    if (uid !== undefined || gid !== undefined) await file.chown(uid ?? 0, gid ?? 0);
    // FAT has no permission bits: EPERM there means nothing.
    await file.chmod(mode).catch(ignoring("EPERM"));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Flushes a folder's names to the card; some file systems cannot, and return EINVAL. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await directory.sync().catch(ignoring("EINVAL"));
  } finally {
    await directory.close();
  }
}

/** There is a link or a directory at the target, which a rename would silently replace. */
export async function refuseUnlessFile(path: string, shown = path): Promise<void> {
  const info = await unlessAbsent(lstat(path));
  if (!info || info.isFile()) return;
  const kind = info.isSymbolicLink() ? "a symbolic link" : info.isDirectory() ? "a directory" : "not a regular file";
  throw new AppError("refused", `${shown} was not changed: it is ${kind}: put a file in its place`);
}

const ignoring = (code: string) => (cause: unknown) => {
  if (errnoOf(cause) !== code) throw cause;
};
