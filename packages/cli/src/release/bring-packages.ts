/** Gets a release's packages, checked by hash: from pictl's cache, its own folder, or where they were published. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { readError } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { fileError } from "../file-error.ts";
import { type DownloadOptions, download } from "./download.ts";
import type { ReleasedFile } from "./release.ts";

export interface Sources {
  /** The folder that pictl itself is in. */
  readonly beside: string;
  /** The folder in which they are kept. */
  readonly cache: string;
  /** The folder on a web server, without a slash at the end; absent if none is known. */
  readonly url?: string;
}

export interface BringOptions extends Omit<DownloadOptions, "onBytes"> {
  /** Called before a file is fetched; the function that it returns is called with the number of bytes received. */
  readonly onFetch: (file: ReleasedFile, url: string) => (bytes: number) => void;
}

/** Ensures that they are in the cache, complete and correct. Errors say what is in the way and what to do. */
export async function bringPackages(
  files: readonly ReleasedFile[],
  { beside, cache, url }: Sources,
  options: BringOptions,
): Promise<void> {
  for (const file of files) {
    const kept = join(cache, file.file);
    if (await isWhole(kept, file)) continue;
    await mkdir(cache, { recursive: true }).catch((cause) => {
      throw fileError(cause, cache);
    });
    const near = join(beside, file.file);
    if (await isWhole(near, file)) await keep(near, kept);
    else if (url === undefined) throw nowhere(file, { beside, cache });
    else await fetchFile(file, `${url}/${file.file}`, kept, options);
  }
}

/** False also when it is absent. */
async function isWhole(path: string, { size, sha256 }: ReleasedFile): Promise<boolean> {
  try {
    if ((await stat(path)).size !== size) return false;
    const hash = createHash("sha256");
    await pipeline(createReadStream(path), hash);
    return hash.digest("hex") === sha256;
  } catch (cause) {
    if (/^(?:ENOENT|ENOTDIR)$/.test((cause as NodeJS.ErrnoException).code ?? "")) return false;
    throw readError(cause, path);
  }
}

async function keep(near: string, kept: string): Promise<void> {
  const unfinished = `${kept}.${process.pid}`;
  try {
    await copyFile(near, unfinished);
    await rename(unfinished, kept);
  } catch (cause) {
    throw fileError(cause, kept);
  }
}

async function fetchFile(
  file: ReleasedFile,
  url: string,
  path: string,
  { onFetch, ...options }: BringOptions,
): Promise<void> {
  try {
    await download(url, path, file, { ...options, onBytes: onFetch(file, url) });
  } catch (cause) {
    const { code, message } = AppError.from(cause);
    if (code !== "disconnected") throw cause;
    const cure =
      "try again when it can be reached, name another place with --from URL, or download it yourself and put it at";
    throw new AppError(code, `${message}; ${cure} ${path}`, { cause });
  }
}

const nowhere = ({ file }: ReleasedFile, { beside, cache }: Sources) =>
  new AppError(
    "refused",
    `${file} is neither in ${beside} nor in ${cache}, and this pictl does not know where it is published: put it into one of them, or name the place with --from URL`,
  );
