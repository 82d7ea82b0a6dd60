/**
 * A folder by its descriptor. Node has no openat(2), but /proc/self/fd/N/NAME does the same: once a folder is open,
 * nobody can replace it with another one or a link. So what root writes below a person's home stays there.
 */
import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open } from "node:fs/promises";
import { AppError } from "@rackberry/protocol";
import { errnoOf } from "./system-error.ts";

export interface OpenFolderOptions {
  /** Makes what is absent, 0755 and ours. */
  readonly make?: boolean;
  /** Besides root and ourselves, who may own the folder and those on the way. */
  readonly owner?: number;
  /** Anybody may own it: nothing that is put there has to be safe from its owner. */
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
  // The same as "/", but for qemu-user, which puts its own tree in the place of that.
  let here = await open("/proc/self/root", DIRECTORY);
  const enterNext = async (name: string) => {
    // The owner of a folder decides what its names mean.
    const uid = await check(here, `the folder of ${name}`);
    const next = `/proc/self/fd/${here.fd}/${name}`;
    const entered = await enter(next, make);
    if (entered) return entered;
    // Root's own link, as /var/run is one, where nobody else can put another in its place.
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
    // A link and a file are the same to O_DIRECTORY.
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
  // Whatever our umask is: others read what we put there.
  if (isOurs) await made.chmod(0o755);
  return made;
}

const foreign = (path: string, why: string) => new AppError("refused", `${path} was not changed: ${why}`);
