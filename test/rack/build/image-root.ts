import { cp, mkdir, readdir, stat, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { machineSources, privateApt, sourceLine } from "./debian.ts";
import type { ImageContent } from "./image-recipes.ts";
import type { Run } from "./tool.ts";
import type { Architecture } from "./versions.ts";

/** Debian's merged /usr: programs name their loader as /lib64/…, packages ship /lib/… */
const MERGED = ["bin", "sbin", "lib", "lib64"];

/** The libraries that the dynamic loader's `--list` names, by their path. */
export function sharedLibraries(listing: string): string[] {
  return [...listing.matchAll(/(?:=>\s+|^\s+)(\/\S+) \(0x/gm)].flatMap(([, path]) => path ?? []);
}

async function emptyRoot(root: string): Promise<void> {
  for (const name of [...MERGED.map((name) => `usr/${name}`), "etc", "run", "tmp", "var/lib", "var/log"]) {
    await mkdir(join(root, name), { recursive: true });
  }
  for (const name of MERGED) await symlink(`usr/${name}`, join(root, name));
}

/** Unpacks packages with all their dependencies, not configured, into one tree. */
export async function unpackPackages(
  run: Run,
  work: string,
  packages: readonly string[],
  architecture: Architecture,
): Promise<string> {
  const sources = (await machineSources(run)).map((source) => sourceLine("deb", source));
  const apt = await privateApt(run, join(work, "apt"), { sources, architecture });
  await apt(["install", "--download-only", "--no-install-recommends", ...packages]);
  const root = join(work, "debian");
  await emptyRoot(root);
  const archives = join(work, "apt/archives");
  for (const name of await readdir(archives)) {
    if (name.endsWith(".deb")) await run(["dpkg-deb", "--extract", join(archives, name), root]);
  }
  return root;
}

/** The dynamic loader of each architecture, run in a tree of Debian's: it lists what a program or a library loads. */
const loader = (architecture: Architecture, debian: string): readonly [string, ...string[]] =>
  architecture === "amd64"
    ? ["chroot", debian, "/lib64/ld-linux-x86-64.so.2"]
    : ["qemu-aarch64-static", "-L", debian, join(debian, "lib/ld-linux-aarch64.so.1")];

/** Fills `root` with what the recipe names and the libraries that it needs, and nothing else. */
export async function fillImageRoot(
  run: Run,
  root: string,
  content: ImageContent,
  { debian, architecture }: { readonly debian: string; readonly architecture: Architecture },
): Promise<void> {
  const { files = {}, links = {} } = content;
  await emptyRoot(root);
  const put = async (from: string, path: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await cp(from, join(root, path), { recursive: true, dereference: true });
  };
  const wanted = content.debian ?? [];
  const loading = (await Promise.all(wanted.map((path) => loaded(debian, path)))).flat();
  const libraries = new Set<string>();
  for (const path of loading) {
    const listing = await run([...loader(architecture, debian), "--list", path]);
    // Not in a root of its own, the loader names itself by its path here.
    for (const library of sharedLibraries(listing)) libraries.add(library.replace(debian, ""));
  }
  for (const path of new Set([...wanted, ...libraries])) await put(join(debian, path), path);
  for (const [path, from] of Object.entries(files)) await put(from, path);
  for (const [path, target] of Object.entries(links)) await symlink(target, join(root, path));
}

/**
 * What of a path is linked to libraries: a program, or every plugin in a folder. iptables loads its plugins when a rule
 * names them, and one of them wants libm, without which kube-proxy fails as soon as a Service has two endpoints.
 */
async function loaded(debian: string, path: string): Promise<string[]> {
  if ((await stat(join(debian, path))).isDirectory()) {
    const names = await readdir(join(debian, path));
    return names.filter((name) => name.endsWith(".so")).map((name) => join(path, name));
  }
  return /^(\/usr)?\/s?bin\//.test(path) ? [path] : [];
}
