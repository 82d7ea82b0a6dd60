/** Writes a file of the user's: atomically, through links, and within their home as their own, even under sudo. */
import { chown, mkdir, readlink, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import { fileError } from "./file-error.ts";
import { shownPath } from "./shown-path.ts";

export interface OwnedOptions {
  /** Mode of the file; missing folders are created for their owner alone. */
  readonly mode: number;
  /** The user's home directory. */
  readonly home: string | undefined;
}

/** Throws `refused`, and then leaves the old file as it was. */
export async function writeOwned(path: string, content: string, { mode, home }: OwnedOptions): Promise<void> {
  let draft: string | undefined;
  try {
    const target = await linkTarget(path);
    const folder = dirname(target);
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    draft = `${target}.pictl-${process.pid}`;
    await writeFile(draft, content, { mode, flag: "wx", flush: true });
    if (process.getuid?.() === 0 && home !== undefined && (await isBelow(folder, home))) {
      const { uid, gid } = await stat(home);
      for (const made of [draft, ...foldersFrom(first, folder)]) await chown(made, uid, gid);
    }
    await rename(draft, target);
  } catch (cause) {
    if (draft !== undefined) await rm(draft, { force: true });
    throw fileError(cause, shownPath(path), {
      EEXIST: "cannot be created: a part of that path is a file, not a folder",
    });
  }
}

/** The target of a link, even if it does not exist yet. */
async function linkTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const link = await readlink(path).catch(() => undefined);
    return link === undefined ? path : resolve(dirname(path), link);
  }
}

async function isBelow(folder: string, home: string): Promise<boolean> {
  // An account's home may not exist.
  const outer = await realpath(home).catch(() => undefined);
  return outer !== undefined && `${await realpath(folder)}${sep}`.startsWith(`${outer}${sep}`);
}

/** `last` and the folders above it, up to `first`; none if nothing was created. */
function foldersFrom(first: string | undefined, last: string): string[] {
  if (first === undefined) return [];
  return last === first ? [last] : [last, ...foldersFrom(first, dirname(last))];
}
