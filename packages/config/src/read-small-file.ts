/** Reads a user's file: never blocks on a pipe, and never reads endlessly. */
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { AppError } from "@rackberry/protocol";
import { readError } from "./read-error.ts";

/** Most bytes of such a file. */
const MOST = 1024 * 1024;

/**
 * The file's text, undefined when absent. `shown` is its name in messages. Throws `refused` when it is unreadable, not
 * a file, or too large.
 */
export async function readSmallFile(path: string, shown: string = path): Promise<string | undefined> {
  try {
    // Does not wait for the other end of a pipe; the file's type is checked before it is read.
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (stat.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    if (!stat.isFile())
      throw new AppError(
        "refused",
        `${shown} is not a regular file (it is a pipe or a device): put a regular file there`,
      );
    if (stat.size > MOST) {
      throw new AppError(
        "refused",
        `${shown} has ${stat.size} bytes, but at most ${MOST} are allowed: is it the right file?`,
      );
    }
    return await file.readFile("utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw readError(cause, shown);
  }
}
