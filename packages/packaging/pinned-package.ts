/** A package in package-lock.json that npm may not have installed, because it is for another platform. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./run.ts";

const ROOT = join(import.meta.dirname, "../..");
const ARCHIVE = "archive.tgz";

export interface PinnedPackage {
  readonly folder: string;
  readonly version: string;
}

interface Pin {
  readonly version: string;
  /** An algorithm and the hash in base64: "sha512-…". */
  readonly integrity: string;
}

export interface PinnedPackageOptions {
  /** Folder for fetched packages. */
  readonly cache: string;
  /** The files that are needed. */
  readonly files: readonly string[];
}

/** The installed package, else the cached one, else one that npm fetches. Throws when it is not what the lock pins. */
export async function pinnedPackage(name: string, { cache, files }: PinnedPackageOptions): Promise<PinnedPackage> {
  const pin = await pinOf(name);
  const installed = join(ROOT, "node_modules", name);
  if ((await versionIn(installed)) === pin.version) return { folder: installed, version: pin.version };
  const folder = join(cache, `${name}-${pin.version}`);
  if (await stat(folder).catch(() => undefined)) return { folder, version: pin.version };
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, ".fetch-"));
  try {
    await download(name, pin, work);
    const wanted = files.map((file) => `package/${file}`);
    await run(["tar", "--extract", "--file", ARCHIVE, "--no-same-owner", ...wanted], { cwd: work });
    await rename(join(work, "package"), folder);
  } finally {
    await rm(work, { recursive: true });
  }
  return { folder, version: pin.version };
}

/** Lets npm download the package's archive into `work`. Throws unless it is the pinned one. */
async function download(name: string, pin: Pin, work: string): Promise<void> {
  const what = `${name}@${pin.version}`;
  try {
    const quietly = ["--loglevel=error", "--ignore-scripts", "--prefer-offline", "--fetch-retries=1"];
    await run(["npm", "pack", what, ...quietly], { cwd: work });
  } catch (cause) {
    const words = reason((cause as { stderr?: string }).stderr ?? "") || (cause as Error).message;
    throw new Error(`${what} goes into the packages, but npm cannot fetch it: ${words}`, { cause });
  }
  await rename(join(work, `${name}-${pin.version}.tgz`), join(work, ARCHIVE));
  checkIntegrity(what, await readFile(join(work, ARCHIVE)), pin.integrity);
}

/** npm's error message, without the stack trace that follows. */
const reason = (stderr: string): string =>
  [...stderr.matchAll(/^npm error (\S.* .*)$/gm)]
    .slice(0, 4)
    .map(([, words]) => words)
    .join("; ");

/** Throws unless the hash of `content` is `integrity`, as the lock file writes it. */
export function checkIntegrity(what: string, content: Uint8Array, integrity: string): void {
  const [, algorithm = "", hash] = /^(sha512)-(\S+)$/.exec(integrity) ?? [];
  const found = algorithm && createHash(algorithm).update(content).digest("base64");
  if (found && found === hash) return;
  throw new Error(`${what} is not what package-lock.json pins: expected ${integrity}, got sha512-${found}`);
}

async function pinOf(name: string): Promise<Pin> {
  const lock = JSON.parse(await readFile(join(ROOT, "package-lock.json"), "utf8"));
  const pin: Pin | undefined = lock.packages[`node_modules/${name}`];
  if (!pin?.integrity) throw new Error(`package-lock.json does not pin ${name}: npm install --save-optional ${name}`);
  return pin;
}

async function versionIn(folder: string): Promise<string | undefined> {
  const manifest = await readFile(join(folder, "package.json"), "utf8").catch(() => undefined);
  return manifest === undefined ? undefined : JSON.parse(manifest).version;
}
