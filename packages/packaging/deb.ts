/** A Debian package from a list of files, by dpkg-deb. The same files give the same bytes. */
import {
  chmod,
  copyFile,
  lstat,
  lutimes,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { controlFile, inventory, isConffile } from "./control.ts";
import type { Scripts } from "./maintainer-scripts.ts";
import { run } from "./run.ts";

/** By its path on the Pi, without the leading slash. */
export type DebFile =
  | { readonly content: string | Uint8Array; readonly mode?: number }
  | { readonly from: string; readonly mode?: number }
  | { readonly link: string };

export interface Deb {
  readonly name: string;
  readonly version: string;
  /** dpkg's word: amd64, arm64. */
  readonly architecture: string;
  readonly depends: readonly string[];
  readonly description: string;
  /** Those of /etc are kept when a person has changed them. */
  readonly files: Readonly<Record<string, DebFile>>;
  readonly scripts?: Scripts;
}

export interface BuiltDeb {
  readonly path: string;
  /** Bytes of the package, and of its files once they are installed. */
  readonly download: number;
  readonly installed: number;
}

/**
 * Of the amd64 runtime (108.5 MB, on two busy x86 cores): xz -6 27.2 MB, packed in 88 s and unpacked in 2.9; zstd -3
 * 38.6, -9 34.7, -13 34.4 and -19 30.1 MB, packed in 1, 6, 30 and 198 s, each unpacked in 0.3. A Pi that waits for its
 * agent is worth more than 7 MB of its card, and above 9 only the packer waits. Ubuntu's dpkg reads zstd since 18.04,
 * Debian's since 12.
 */
const COMPRESSION = ["-Zzstd", "-z9", "--no-uniform-compression"] as const;

/** Writes `folder`/NAME_VERSION_ARCH.deb with all times at `epoch` (seconds since 1970). */
export async function buildDeb(deb: Deb, folder: string, epoch: number): Promise<BuiltDeb> {
  const root = await mkdtemp(join(tmpdir(), "rackberry-deb-"));
  try {
    for (const [path, file] of Object.entries(deb.files)) await place(join(root, path), file);
    const { sums, bytes } = await inventory(root);
    const conffiles = Object.keys(deb.files).filter(isConffile);
    const control = join(root, "DEBIAN");
    await place(join(control, "control"), { content: controlFile(deb, bytes) });
    await place(join(control, "md5sums"), { content: sums });
    if (conffiles.length > 0)
      await place(join(control, "conffiles"), { content: conffiles.map((path) => `/${path}\n`).join("") });
    for (const [name, content] of Object.entries(deb.scripts ?? {}))
      await place(join(control, name), { content, mode: 0o755 });
    await settle(root, epoch);
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${deb.name}_${deb.version}_${deb.architecture}.deb`);
    // The packed bytes depend on whether there are threads, not on how many: one core is to give what many give.
    const env = { SOURCE_DATE_EPOCH: String(epoch), DPKG_DEB_THREADS_MAX: "2", LC_ALL: "C.UTF-8" };
    // Whoever reads the folder at this moment finds the whole old package or the whole new one.
    const unfinished = `${path}.${process.pid}`;
    await run(["dpkg-deb", "--root-owner-group", ...COMPRESSION, "--build", root, unfinished], { env });
    await rename(unfinished, path);
    return { path, download: (await stat(path)).size, installed: bytes };
  } finally {
    await rm(root, { recursive: true });
  }
}

async function place(path: string, file: DebFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if ("link" in file) return symlink(file.link, path);
  if ("from" in file) await copyFile(file.from, path);
  else await writeFile(path, file.content);
  await chmod(path, file.mode ?? 0o644);
}

/** Folders as everybody's umask would not make them, and one time for all. */
async function settle(path: string, epoch: number): Promise<void> {
  if ((await lstat(path)).isDirectory()) {
    await chmod(path, 0o755);
    for (const name of await readdir(path)) await settle(join(path, name), epoch);
  }
  await lutimes(path, epoch, epoch);
}
