/** The real Host: this Linux system. The agent runs as root here. */
import { constants, lstatSync, readFileSync } from "node:fs";
import { lstat, open, readdir, readFile, rename, statfs, unlink } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { atomicWrite, createSynced, refuseUnlessFile, syncDirectory } from "./atomic-write.ts";
import { checkedCopy, type SyncedFiles } from "./checked-copy.ts";
import type { Encoding, FileInfo, Host } from "./host.ts";
import { inFolder } from "./open-folder.ts";
import { run } from "./run.ts";
import { refusal, unlessAbsent, unreadable } from "./system-error.ts";
import { pendingUnit, runUnit } from "./transient-unit.ts";

/** statfs(2)'s magic number of FAT. */
const MSDOS_SUPER_MAGIC = 0x4d44;

export interface LinuxHostOptions {
  /** Whether a directory is on FAT; asks the kernel by default, a test may replace it. */
  readonly onFat?: (directory: string) => Promise<boolean>;
}

export function linuxHost({ onFat = kernelSaysFat }: LinuxHostOptions = {}): Host {
  return {
    run,
    runUnit: (unit, argv, options) => runUnit(unit, argv, options),
    pendingUnit: (unit) => pendingUnit(unit),
    read: (path, encoding) =>
      unlessAbsent((isQuick(path) ? readNow : readFile)(path, bufferEncoding(encoding))).catch((cause) => {
        throw unreadable(path, cause);
      }),
    write: (path, content, options) =>
      refusing(path, async () => {
        const bytes = Buffer.from(content, bufferEncoding(options?.encoding));
        if (!(await onFat(dirname(path)))) return atomicWrite(path, bytes, options);
        await refuseUnlessFile(path);
        await checkedCopy(fatFiles, path, bytes.toString("latin1"));
      }),
    remove: (path) =>
      refusing(path, () =>
        unlessAbsent(inFolder(dirname(path), { whosever: true }, ({ at }) => unlessAbsent(unlink(at(basename(path)))))),
      ),
    makeDirectory: (path, options) =>
      refusing(path, () =>
        inFolder(path, { make: true, owner: options?.uid, whosever: !options }, async ({ handle }) => {
          if (options?.mode !== undefined) await handle.chmod(options.mode);
          if (options?.uid !== undefined || options?.gid !== undefined) {
            await handle.chown(options.uid ?? 0, options.gid ?? 0);
          }
        }),
      ),
    list: async (path) => (await unlessAbsent(readdir(path)))?.sort(),
    info: async (path): Promise<FileInfo | undefined> => {
      const found = await unlessAbsent((isQuick(path) ? lookNow : lstat)(path));
      if (!found) return undefined;
      const kind = found.isFile()
        ? "file"
        : found.isDirectory()
          ? "directory"
          : found.isSymbolicLink()
            ? "symlink"
            : "other";
      return { kind, mode: found.mode & 0o7777, uid: found.uid, gid: found.gid };
    },
  };
}

/**
 * Files of the kernel and of tmpfs, and small ones of /etc and of our own state, which are read again and again: after
 * the first read none waits for the card, so using a thread for each of four system calls would only take longer.
 */
const isQuick = (path: string) => /^\/(proc|sys|run|etc|var\/lib\/pi-agent)\//.test(path);
const readNow = async (path: string, encoding: BufferEncoding) => readFileSync(path, encoding);
const lookNow = async (path: string) => lstatSync(path, { throwIfNoEntry: false });

/** Latin-1 has a character for each byte. */
const bufferEncoding = (encoding: Encoding = "utf8") => (encoding === "bytes" ? "latin1" : "utf8");

const fatFiles: SyncedFiles = {
  read: (path) => unlessAbsent(readFile(path, "latin1")),
  create: async (path, content) => {
    await createSynced(path, Buffer.from(content, "latin1"));
    await syncDirectory(dirname(path));
  },
  rename: async (from, to) => {
    await rename(from, to);
    const file = await open(to, constants.O_RDONLY);
    await file.sync().finally(() => file.close());
    await syncDirectory(dirname(to));
  },
  remove: async (path) => {
    await unlessAbsent(unlink(path));
    await syncDirectory(dirname(path));
  },
};

async function kernelSaysFat(directory: string): Promise<boolean> {
  return (await unlessAbsent(statfs(directory)))?.type === MSDOS_SUPER_MAGIC;
}

async function refusing(path: string, change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
  } catch (cause) {
    throw refusal(path, cause);
  }
}
