/** pictl as an npm package: one file without dependencies, for a machine that has Node. */
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./run.ts";

const ROOT = join(import.meta.dirname, "../..");

export interface NpmPackageOptions {
  readonly version: string;
  readonly description: string;
  /** Path of the program's single file. */
  readonly bundle: string;
  readonly manPage: string;
  /** Licences of everything in the bundle. */
  readonly licences: string;
  /** Folder for intermediate files. */
  readonly work: string;
  /** Where the package goes. */
  readonly folder: string;
}

/** Writes rackberry-VERSION.tgz and returns its path. npm sets one time for all files: same files, same bytes. */
export async function npmPackage(options: NpmPackageOptions): Promise<string> {
  const { version, description, bundle, manPage, licences, work, folder } = options;
  const staging = join(work, "npm");
  await mkdir(staging);
  const manifest = {
    ...{ name: "rackberry", version, description, license: "MIT" },
    ...{ bin: { pictl: "pictl.cjs" }, man: ["./pictl.1"], engines: { node: ">=24" } },
  };
  const files = {
    "package.json": `${JSON.stringify(manifest, undefined, 2)}\n`,
    "pictl.1": manPage,
    "pictl.cjs": await readFile(bundle),
    LICENSE: await readFile(join(ROOT, "LICENSE")),
    LICENSES: licences,
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(staging, name), content);
    // Set explicitly, since npm packs the mode and umasks differ.
    await chmod(join(staging, name), name === "pictl.cjs" ? 0o755 : 0o644);
  }
  await run(["npm", "pack", "--loglevel=error", "--ignore-scripts", "--pack-destination", folder], { cwd: staging });
  return join(folder, `rackberry-${version}.tgz`);
}
