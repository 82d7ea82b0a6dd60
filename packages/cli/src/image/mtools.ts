/** GNU mtools: a FAT file system in a file, without mounting it. Only this file knows how mtools behaves. */
import { AppError } from "@rackberry/protocol";
import { type Argv, runTool } from "./tool.ts";

export interface Fat {
  /** The path of every file, and of every folder followed by "/". Throws `refused` when the file system is damaged. */
  tree(): Promise<readonly string[]>;
  /** The file must exist. */
  read(name: string): Promise<Buffer>;
  /** Creates or replaces a file; `name` must not be a folder. */
  write(name: string, content: string | Uint8Array): Promise<void>;
  makeFolder(name: string): Promise<void>;
  /** The file or folder must exist. */
  remove(name: string): Promise<void>;
  /** `to` must not exist: mtools would move `from` into a folder of that name. */
  rename(from: string, to: string): Promise<void>;
  freeBytes(): Promise<number>;
}

export interface FatPlace {
  /** The folder that contains `file`; separate, because mtools takes "@@" in a path as the start of an offset. */
  readonly folder: string;
  /** A file, never a device: for a device, mtools needs the number of cylinders. */
  readonly file: string;
  /** Its name in errors. */
  readonly shown: string;
  readonly signal: AbortSignal;
}

/** Characters that mtools takes as a pattern, and those that no FAT name can contain. */
const IMPOSSIBLE = /[\p{Cc}*?[\]\\:"<>|]/u;
/** In bytes. A stock boot partition has a few hundred names; a folder that contains itself lists without end. */
const TREE_LIMIT = 4 * 1024 * 1024;

export function mtools({ folder, file, shown, signal }: FatPlace): Fat {
  const run = async ([tool, ...args]: Argv, options: { stdin?: string | Uint8Array; limit?: number } = {}) => {
    const argv: Argv = [tool, "-i", `./${file}`, ...args];
    const { code, stdout, complaint } = await runTool(argv, { ...options, cwd: folder, signal });
    // For a damaged table, mtools prints "loop detected" and continues.
    if (code === 0 && complaint === "") return stdout;
    // mdir follows such a loop until it runs out of memory.
    if (code < 0) throw damaged(shown, "a folder contains itself");
    throw failure(shown, complaint || `${tool} ended with ${code}`);
  };
  const at = (name: string): string => {
    if (!IMPOSSIBLE.test(name)) return `::/${name}`;
    throw new AppError("refused", `${shown}: mtools cannot handle the name ${JSON.stringify(name)}`);
  };
  return {
    async tree() {
      const listing = await run(["mdir", "-/", "-a", "-b", "::/"], { limit: TREE_LIMIT });
      const names = listing.toString().split("\n").filter(Boolean);
      const strange = names.some((name) => !name.startsWith("::/") || /\p{Cc}/u.test(name));
      if (strange) throw damaged(shown, "a folder contains invalid names");
      return names.map((name) => name.slice(3));
    },
    read: (name) => run(["mtype", at(name)]),
    write: async (name, content) => void (await run(["mcopy", "-o", "-", at(name)], { stdin: content })),
    makeFolder: async (name) => void (await run(["mmd", at(name)])),
    remove: async (name) => void (await run(["mdeltree", at(name)])),
    rename: async (from, to) => void (await run(["mren", at(from), at(to)])),
    async freeBytes() {
      const listing = (await run(["mdir", "-a", "::/"])).toString();
      const [, free] = /([\d ]+) bytes free/.exec(listing) ?? [];
      if (free === undefined) throw damaged(shown, "mdir does not say how much is free");
      return Number(free.replaceAll(" ", ""));
    },
  };
}

function failure(shown: string, complaint: string): AppError {
  if (/disk full/i.test(complaint))
    return new AppError("refused", `${shown} is full: use an image with more free space`);
  return damaged(shown, complaint);
}

const damaged = (shown: string, how: string) =>
  new AppError("refused", `${shown} is not a FAT file system, or is damaged: ${how}. Download the image again`);
