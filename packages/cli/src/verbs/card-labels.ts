/** --labels: the sheet of the cards that were made. */
import { lstat, writeFile } from "node:fs/promises";
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
  if (stat && !stat.isFile()) throw new AppError("refused", `${path} is there and no file: name another one`);
  if (stat && !force) throw new AppError("refused", `${path} is there already: name another one, or say --force`);
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
