/** A Debian package from a list of files, by dpkg-deb. The same files give the same bytes. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmod,
  copyFile,
  lstat,
  lutimes,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Scripts } from "./maintainer-scripts.ts";

const run = promisify(execFile);

/** By its path on the Pi, without the leading slash. */
export type DebFile =
  | { readonly content: string; readonly mode?: number }
  | { readonly from: string; readonly mode?: number }
  | { readonly link: string };

export interface Deb {
  readonly name: string;
  readonly version: string;
  /** dpkg's word: amd64, arm64. */
  readonly architecture: string;
  readonly depends: readonly string[];
  readonly description: string;
  readonly files: Readonly<Record<string, DebFile>>;
  readonly scripts: Scripts;
}

/** Level 3 packs the runtime in 2 s, and a Pi unpacks it as fast as from any other. */
const COMPRESSION = ["-Zzstd", "-z3"] as const;

/** Writes `folder`/NAME_VERSION_ARCH.deb with all times at `epoch` (seconds since 1970); answers its path. */
export async function buildDeb(deb: Deb, folder: string, epoch: number): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "rackberry-deb-"));
  try {
    for (const [path, file] of Object.entries(deb.files)) await place(join(root, path), file);
    const control = join(root, "DEBIAN");
    const { sums, kibibytes } = await inventory(root);
    await place(join(control, "control"), { content: controlFile(deb, kibibytes) });
    await place(join(control, "md5sums"), { content: sums });
    for (const [name, content] of Object.entries(deb.scripts))
      await place(join(control, name), { content, mode: 0o755 });
    await settle(root, epoch);
    await mkdir(folder, { recursive: true });
    const out = join(folder, `${deb.name}_${deb.version}_${deb.architecture}.deb`);
    const env = { ...process.env, SOURCE_DATE_EPOCH: String(epoch) };
    // Whoever reads the folder at this moment finds the whole old package or the whole new one.
    const unfinished = `${out}.${process.pid}`;
    await run("dpkg-deb", ["--root-owner-group", ...COMPRESSION, "--build", root, unfinished], { env });
    await rename(unfinished, out);
    return out;
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

async function inventory(root: string): Promise<{ sums: string; kibibytes: number }> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  let bytes = 0;
  const lines: string[] = [];
  for (const path of paths.sort()) {
    const content = await readFile(path);
    bytes += content.length;
    lines.push(`${createHash("md5").update(content).digest("hex")}  ${path.slice(root.length + 1)}\n`);
  }
  return { sums: lines.join(""), kibibytes: Math.ceil(bytes / 1024) };
}

const controlFile = ({ name, version, architecture, depends, description }: Deb, kibibytes: number) =>
  `Package: ${name}
Version: ${version}
Architecture: ${architecture}
Maintainer: Rackberry <rackberry@localhost>
Installed-Size: ${kibibytes}
Depends: ${depends.join(", ")}
Section: admin
Priority: optional
Description: ${description}
`;
