/** --labels: the sheet of the cards that were made. */
import { constants } from "node:fs";
import { access, lstat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "@rackberry/protocol";
import type { CardOrder } from "../card/card-content.ts";
import { fileError } from "../file-error.ts";
import { labelSheet } from "../labels/label-sheet.ts";

/** Where the sheet goes, if one is wanted. Throws `refused` when something else is there. */
export async function checkLabelFile(
  path: string | undefined,
  { force }: { force: boolean },
): Promise<string | undefined> {
  if (path !== undefined) await checkOutput(path, { force });
  return path;
}

/** Throws `refused` unless a file can be made there: nothing is there yet, or with `force` a file. */
export async function checkOutput(path: string, { force }: { force: boolean }): Promise<void> {
  const stat = await lstat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw fileError(cause, path);
  });
  if (!stat) await checkFolder(path);
  if (stat && !stat.isFile()) throw new AppError("refused", `${path} is there and no file: name another one`);
  if (stat && !force) throw new AppError("refused", `${path} is there already: name another one, or say --force`);
}

/** Before a card is written, and not after it. */
async function checkFolder(path: string): Promise<void> {
  const folder = dirname(path);
  const found = await access(folder, constants.W_OK).catch((cause: unknown) => cause);
  if ((found as NodeJS.ErrnoException)?.code === "ENOENT") {
    throw new AppError("refused", `${folder} is not there: make that folder first`, { cause: found });
  }
  if (found) throw fileError(found, folder);
}

export async function writeLabels(path: string | undefined, orders: readonly CardOrder[]): Promise<void> {
  if (path === undefined) return;
  const labels = orders.map(({ rack, cardId, name, master }) => ({
    ...{ rack: rack.config.name, cardId, name },
    master: master !== undefined,
  }));
  await writeFile(path, labelSheet(labels)).catch((cause) => {
    throw fileError(cause, path);
  });
}
