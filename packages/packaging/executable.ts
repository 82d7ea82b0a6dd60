/** pictl as one executable: the pinned runtime with the program (nodejs.org/api/single-executable-applications). */
import { chmod, copyFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { run } from "./run.ts";
import type { Runtime } from "./runtime.ts";

/** The marker by which Node recognises that it contains a program. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

export interface ExecutableOptions {
  /** Path of the program's single file; its folder is written to. */
  readonly bundle: string;
  readonly runtime: Runtime;
  /** Path of the executable. */
  readonly path: string;
}

/** Throws unless this Node has the runtime's version: another version could not read what this one packs. */
export async function executable({ bundle, runtime, path }: ExecutableOptions): Promise<void> {
  if (process.versions.node !== runtime.version) {
    throw new Error(`this is Node ${process.versions.node}, but ${runtime.version} is needed: run npm run release`);
  }
  const work = dirname(bundle);
  // Relative paths, because the program's path is packed too. No code cache: its bytes differ each time, and it works
  // on one architecture only.
  const config = {
    ...{ main: basename(bundle), output: "pictl.blob" },
    ...{ disableExperimentalSEAWarning: true, useCodeCache: false },
  };
  await writeFile(join(work, "sea.json"), JSON.stringify(config));
  await run([process.execPath, "--experimental-sea-config", "sea.json"], { cwd: work });
  await copyFile(runtime.binary, path);
  // Run as a separate program: it warns about section names that stripping has removed from the runtime.
  await run(["postject", path, "NODE_SEA_BLOB", join(work, config.output), "--sentinel-fuse", FUSE]);
  await chmod(path, 0o755);
}
