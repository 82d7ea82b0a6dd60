/**
 * Writing on FAT, where a power cut in the middle of a rename can lose both names: the old content is kept in a backup
 * with checksums until the new content has been read back, and the next start restores it from there.
 */
import { createHash } from "node:crypto";
import { AppError } from "@rackberry/protocol";

/** What checked copies need from a file system, one character per byte; each call resolves once it is on the card. */
export interface SyncedFiles {
  read(path: string): Promise<string | undefined>;
  create(path: string, content: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export const BACKUP = ".rackberry-backup";
const TEMPORARY = ".rackberry-new";
const HEADER = /^rackberry-backup 1 ([0-9a-f]{64}) ([0-9a-f]{64})\n/;

/** Replaces `path`. Throws `internal`, and keeps the backup, when what is read back differs from what was written. */
export async function checkedCopy(files: SyncedFiles, path: string, content: string): Promise<void> {
  await recover(files, path);
  const old = await files.read(path);
  if (old !== undefined) await files.create(path + BACKUP, backupOf(old, content));
  try {
    await files.create(path + TEMPORARY, content);
  } catch (cause) {
    // Full or read-only: the target is still unchanged, so only our own leftovers have to be removed.
    for (const litter of [path + TEMPORARY, path + BACKUP]) await files.remove(litter).catch(() => {});
    throw cause;
  }
  await files.rename(path + TEMPORARY, path);
  if ((await files.read(path)) !== content)
    throw new AppError("internal", `${path}: what was read back differs from what was written`);
  await files.remove(path + BACKUP);
}

/** Undoes a write that a power cut interrupted; returns whether the old content had to be restored. */
export async function recover(files: SyncedFiles, path: string): Promise<boolean> {
  const backup = await files.read(path + BACKUP);
  if (backup === undefined) return false;
  const restored = contentToRestore(backup, await files.read(path));
  if (restored !== undefined) {
    await files.create(path + TEMPORARY, restored);
    await files.rename(path + TEMPORARY, path);
    if ((await files.read(path)) !== restored) throw new AppError("internal", `${path}: could not be repaired`);
  }
  await files.remove(path + BACKUP);
  return restored !== undefined;
}

/**
 * The old content when the target is neither the old nor the new one; `undefined` when nothing is to be restored.
 * A backup that is itself incomplete means that the target was not changed yet.
 */
export function contentToRestore(backup: string, target: string | undefined): string | undefined {
  const [header, oldHash, newHash] = HEADER.exec(backup) ?? [];
  if (!header) return undefined;
  const old = backup.slice(header.length);
  if (sha256(old) !== oldHash) return undefined;
  const now = target === undefined ? "" : sha256(target);
  return now === oldHash || now === newHash ? undefined : old;
}

const backupOf = (old: string, next: string) => `rackberry-backup 1 ${sha256(old)} ${sha256(next)}\n${old}`;
const sha256 = (text: string) => createHash("sha256").update(text, "latin1").digest("hex");
