/** --labels: a sheet of labels for the cards that were made. */
import { access, constants, lstat, open, realpath, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { AppError } from "@rackberry/protocol";
import type { CardOrder } from "../card/card-content.ts";
import { fileError } from "../file-error.ts";
import { isLabelSheet, labelSheet } from "../labels/label-sheet.ts";
import { usageError } from "../verb.ts";

/** The path of the sheet, if any. Throws `refused` if another file is there; --force overwrites only sheets. */
export async function checkLabelFile(
  path: string | undefined,
  { force }: { force: boolean },
): Promise<string | undefined> {
  if (path === undefined) return undefined;
  await checkOutput(path, { force });
  const there = await beginningOf(path);
  if (there !== "" && !isLabelSheet(there)) {
    throw new AppError("refused", `${path} exists and is not a sheet of labels: name another file for --labels`);
  }
  return path;
}

/** Empty if there is no file; reads only the beginning, since it may be an image. */
async function beginningOf(path: string): Promise<string> {
  const { buffer, bytesRead } = await open(path)
    .then(async (file) => file.read({ buffer: Buffer.alloc(4096) }).finally(() => file.close()))
    .catch((cause) => {
      if (cause.code === "ENOENT") return { buffer: Buffer.alloc(0), bytesRead: 0 };
      throw fileError(cause, path);
    });
  return buffer.toString("utf8", 0, bytesRead);
}

/** Throws a usage error when the sheet would overwrite a card's image or the stock image. */
export async function checkLabelsApart(labels: string | undefined, images: readonly string[]): Promise<void> {
  if (labels === undefined) return;
  for (const image of images) {
    const isSame = (await placeOf(labels)) === (await placeOf(image)) || (await isOneFile(labels, image));
    if (isSame) throw usageError(`--labels ${labels} is the image ${image}: name another file`);
  }
}

/** The real path, even of a file that does not exist yet. */
async function placeOf(path: string): Promise<string> {
  const folder = dirname(resolve(path));
  return join(await realpath(folder).catch(() => folder), basename(path));
}

async function isOneFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Throws `refused` unless the file can be written: it must not exist, or with `force` must be a regular file. */
export async function checkOutput(path: string, { force }: { force: boolean }): Promise<void> {
  const found = await lstat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw fileError(cause, path);
  });
  if (!found) await checkFolder(path);
  if (found && !found.isFile()) throw new AppError("refused", `${path} exists and is not a file: name another one`);
  if (found && !force) throw new AppError("refused", `${path} already exists: name another one, or use --force`);
}

/** Checked before a card is written, not after. */
async function checkFolder(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  const found = await access(folder, constants.W_OK).catch((cause: unknown) => cause);
  if ((found as NodeJS.ErrnoException)?.code === "ENOENT") {
    throw new AppError("refused", `${folder} does not exist: make that folder first`, { cause: found });
  }
  if (found) throw fileError(found, folder);
}

/** Does nothing without a path or without cards. */
export async function writeLabels(path: string | undefined, orders: readonly CardOrder[]): Promise<void> {
  if (path === undefined || orders.length === 0) return;
  const labels = orders.map(({ rack, cardId, name, master }) => ({
    ...{ rack: rack.config.name, cardId, name },
    master: master !== undefined,
  }));
  await writeFile(path, await labelSheet(labels)).catch((cause) => {
    throw fileError(cause, path);
  });
}
