/** Builds a Debian package from a list of files with dpkg-deb. The same files give the same bytes. */
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

/** A file in a package; its key is its path on the Pi, without the leading slash. */
export type DebFile =
  | { readonly content: string | Uint8Array; readonly mode?: number }
  | { readonly from: string; readonly mode?: number }
  | { readonly link: string };

export interface Deb {
  readonly name: string;
  readonly version: string;
  /** dpkg's name for it: amd64, arm64. */
  readonly architecture: string;
  readonly depends: readonly string[];
  readonly description: string;
  /** Files in /etc are kept when a person has changed them. */
  readonly files: Readonly<Record<string, DebFile>>;
  readonly scripts?: Scripts;
}

export interface BuiltDeb {
  readonly path: string;
  /** Bytes of the package, and of its installed files. */
  readonly download: number;
  readonly installed: number;
}

/**
 * Measured with the amd64 runtime (108.5 MB, two busy x86 cores): xz -6 gives 27.2 MB, packed in 88 s and unpacked in
 * 2.9 s; zstd -3, -9, -13 and -19 give 38.6, 34.7, 34.4 and 30.1 MB, packed in 1, 6, 30 and 198 s, each unpacked in
 * 0.3 s. A faster installation on the Pi is worth 7 MB of its card, and levels above 9 cost much more time to pack.
 * Ubuntu's dpkg reads zstd since 18.04, Debian's since 12.
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
    // The packed bytes depend on whether threads are used, not on how many: with 2, one core gives the same bytes too.
    const env = { SOURCE_DATE_EPOCH: String(epoch), DPKG_DEB_THREADS_MAX: "2", LC_ALL: "C.UTF-8" };
    // Built beside it and renamed, so that a concurrent reader finds either the complete old package or the new one.
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

/** Gives all folders the same mode, whatever the umask, and everything the same time. */
async function settle(path: string, epoch: number): Promise<void> {
  if ((await lstat(path)).isDirectory()) {
    await chmod(path, 0o755);
    for (const name of await readdir(path)) await settle(join(path, name), epoch);
  }
  await lutimes(path, epoch, epoch);
}
