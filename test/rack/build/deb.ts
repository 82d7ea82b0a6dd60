import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Run } from "./tool.ts";
import type { Architecture } from "./versions.ts";

export interface Deb {
  name: string;
  architecture: Architecture;
  version: string;
  /** What the package is, in one line. */
  description: string;
  depends?: readonly string[];
  recommends?: readonly string[];
  /** Where a file comes from, by its place on the Pi. A folder is copied whole. */
  files?: Readonly<Record<string, string>>;
  /** Small files given as text, by their place on the Pi. */
  texts?: Readonly<Record<string, string>>;
  /** Of `texts`: kept when a person has changed them. */
  conffiles?: readonly string[];
  /** Maintainer scripts, by name. */
  scripts?: Readonly<Partial<Record<"postinst" | "prerm" | "postrm", string>>>;
}

/** The control file (deb-control(5)). */
export function controlFile({ name, architecture, version, description, depends = [], recommends = [] }: Deb): string {
  const fields = {
    Package: name,
    Version: version,
    Architecture: architecture,
    Maintainer: "Rackberry's virtual rack <rack@rack.invalid>",
    Section: "net",
    Priority: "optional",
    ...(depends.length > 0 && { Depends: depends.join(", ") }),
    ...(recommends.length > 0 && { Recommends: recommends.join(", ") }),
    Description: description,
  };
  return Object.entries(fields)
    .map(([field, value]) => `${field}: ${value}\n`)
    .join("");
}

/** Builds NAME_VERSION_ARCHITECTURE.deb in `dir` and gives its path. */
export async function buildDeb(run: Run, dir: string, deb: Deb): Promise<string> {
  const { name, architecture, version, files = {}, texts = {}, conffiles = [], scripts = {} } = deb;
  const root = await mkdtemp(join(dir, `.${name}-`));
  // mkdtemp makes it private; it becomes the package's `/`.
  await chmod(root, 0o755);
  const put = async (path: string, text: string, mode: number) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { mode });
  };
  for (const [path, from] of Object.entries(files)) await cp(from, join(root, path), { recursive: true });
  for (const [path, text] of Object.entries(texts)) await put(path, text, 0o644);
  await put("DEBIAN/control", controlFile(deb), 0o644);
  if (conffiles.length > 0) await put("DEBIAN/conffiles", conffiles.map((path) => `${path}\n`).join(""), 0o644);
  for (const [script, text] of Object.entries(scripts)) await put(`DEBIAN/${script}`, text, 0o755);
  const path = join(dir, `${name}_${version}_${architecture}.deb`);
  // Fast to unpack matters more here than small: ten Pis install it in every run.
  await run(["dpkg-deb", "--root-owner-group", "-Zzstd", "-z1", "--build", root, path]);
  await rm(root, { recursive: true });
  return path;
}
