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
 * Replaces `path`. Throws system errors as they are, and `refused` when the target is not a regular file, or its folder
 * is somebody else's or behind somebody else's link.
 */
export function atomicWrite(path: string, content: string | Buffer, ownership: Ownership = {}): Promise<void> {
  const name = basename(path);
  return inFolder(dirname(path), { owner: ownership.uid }, async ({ handle, at }) => {
    await refuseUnlessFile(at(name), path);
    // One name for one target, so that power cuts leave one leftover at most; whatever lies there is not ours to keep.
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

/** Creates a file that must be new, after removing what has its name, and brings it to the card. */
export async function createSynced(path: string, content: string | Buffer, { mode = 0o644, uid, gid }: Ownership = {}) {
  await unlessAbsent(unlink(path));
  const file = await open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
  try {
    await file.writeFile(content);
    if (uid !== undefined || gid !== undefined) await file.chown(uid ?? 0, gid ?? 0);
    // FAT has no permission bits: EPERM there says nothing.
    await file.chmod(mode).catch(ignoring("EPERM"));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Brings names to the card; some file systems cannot, and say EINVAL. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await directory.sync().catch(ignoring("EINVAL"));
  } finally {
    await directory.close();
  }
}

/** A link or a directory at the target is somebody's doing that a rename would silently undo. */
export async function refuseUnlessFile(path: string, shown = path): Promise<void> {
  const info = await unlessAbsent(lstat(path));
  if (!info || info.isFile()) return;
  const kind = info.isSymbolicLink() ? "a symbolic link" : info.isDirectory() ? "a directory" : "not a regular file";
  throw new AppError("refused", `${shown} was not changed: it is ${kind}: put a file in its place`);
}

const ignoring = (code: string) => (cause: unknown) => {
  if (errnoOf(cause) !== code) throw cause;
};
