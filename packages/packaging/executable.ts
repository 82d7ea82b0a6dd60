/** pictl as one executable file: the pinned runtime with the program inside (nodejs.org/api/single-executable-applications). */
import { chmod, copyFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { run } from "./run.ts";
import type { Runtime } from "./runtime.ts";

/** The bytes by which Node finds out that it carries a program. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

export interface ExecutableOptions {
  /** Path of the one file that the program is; its folder is written to. */
  readonly bundle: string;
  readonly runtime: Runtime;
  /** Path of the executable. */
  readonly path: string;
}

/** Throws when this Node is another than the runtime: it would not find its way in what the other has packed. */
export async function executable({ bundle, runtime, path }: ExecutableOptions): Promise<void> {
  if (process.versions.node !== runtime.version) {
    throw new Error(`this is Node ${process.versions.node}, but ${runtime.version} is needed: run npm run release`);
  }
  const work = dirname(bundle);
  // Relative paths: the program's becomes part of what is packed. No code cache: it has other bytes each time, and is
  // good on one architecture only.
  const config = {
    ...{ main: basename(bundle), output: "pictl.blob" },
    ...{ disableExperimentalSEAWarning: true, useCodeCache: false },
  };
  await writeFile(join(work, "sea.json"), JSON.stringify(config));
  await run([process.execPath, "--experimental-sea-config", "sea.json"], { cwd: work });
  await copyFile(runtime.binary, path);
  // A program of its own: it warns of section names that the runtime has lost with its symbols.
  await run(["postject", path, "NODE_SEA_BLOB", join(work, config.output), "--sentinel-fuse", FUSE]);
  await chmod(path, 0o755);
}
