/**
 * A folder by its descriptor. Node has no openat(2), but /proc/self/fd/N/NAME does the same: once a folder is open,
 * nobody can replace it with another one or a link. So what root writes in a user's home directory stays there.
 */
import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open } from "node:fs/promises";
import { AppError } from "@rackberry/protocol";
import { errnoOf } from "./system-error.ts";

export interface OpenFolderOptions {
  /** Creates missing folders, mode 0755 and owned by us. */
  readonly make?: boolean;
  /** The account, besides root and ours, that may own the folder and those on the way. */
  readonly owner?: number;
  /** Any account may own it: nothing that is put there needs protection from its owner. */
  readonly whosever?: boolean;
}

export interface Folder {
  readonly handle: FileHandle;
  /** Path of an entry, for calls that do not follow a link there. */
  at(name: string): string;
}

const DIRECTORY = constants.O_RDONLY | constants.O_DIRECTORY;

/** Works in the folder `path`, which may be reached only through root's links. Throws `refused` otherwise. */
export async function inFolder<T>(
  path: string,
  options: OpenFolderOptions,
  work: (folder: Folder) => Promise<T>,
): Promise<T> {
  const handle = await openFolder(path, options);
  try {
    return await work({ handle, at: (name) => `/proc/self/fd/${handle.fd}/${name}` });
  } finally {
    await handle.close();
  }
}

async function openFolder(path: string, { make = false, owner = 0, whosever = false }: OpenFolderOptions) {
  const trusted = new Set([...ROOTS, owner]);
  const check = async (folder: FileHandle, what: string) => {
    const { uid } = await folder.stat();
    if (!whosever && !trusted.has(uid)) throw foreign(path, `${what} belongs to another account (uid ${uid})`);
    return uid;
  };
  // The same as "/", but qemu-user substitutes its own tree for that path.
  let here = await open("/proc/self/root", DIRECTORY);
  const enterNext = async (name: string) => {
    // The owner of a folder decides what its names mean.
    const uid = await check(here, `the folder of ${name}`);
    const next = `/proc/self/fd/${here.fd}/${name}`;
    const entered = await enter(next, make);
    if (entered) return entered;
    // Root's own link, such as /var/run, in a folder where nobody else can replace it.
    if (ROOTS.has(uid) && ROOTS.has((await lstat(next)).uid)) return open(next, DIRECTORY);
    throw foreign(path, `${name} is a symbolic link, which is not followed`);
  };
  try {
    for (const name of path.split("/").filter(Boolean)) {
      const next = await enterNext(name);
      await here.close();
      here = next;
    }
    await check(here, "it");
    return here;
  } catch (cause) {
    await here.close();
    throw cause;
  }
}

const ROOTS: ReadonlySet<number> = new Set([0, process.geteuid?.() ?? 0]);

/** Undefined for a link. */
async function enter(path: string, make: boolean): Promise<FileHandle | undefined> {
  try {
    return await open(path, DIRECTORY | constants.O_NOFOLLOW);
  } catch (cause) {
    const code = errnoOf(cause);
    // O_DIRECTORY does not distinguish a link from a file.
    if ((code === "ENOTDIR" || code === "ELOOP") && (await lstat(path)).isSymbolicLink()) return undefined;
    if (code !== "ENOENT" || !make) throw cause;
  }
  const isOurs = await mkdir(path, { mode: 0o755 }).then(
    () => true,
    (cause) => {
      if (errnoOf(cause) === "EEXIST") return false;
      throw cause;
    },
  );
  const made = await open(path, DIRECTORY | constants.O_NOFOLLOW);
  // Regardless of our umask: others read what we put there.
  if (isOurs) await made.chmod(0o755);
  return made;
}

const foreign = (path: string, why: string) => new AppError("refused", `${path} was not changed: ${why}`);
