/** A file whose old content is there until all of the new one is. */
import { open, rename, rm } from "node:fs/promises";
import { fileError } from "./file-error.ts";

/** Written beside its place, then put there. Throws `refused` when it cannot be. */
export async function writeWhole(path: string, content: string, mode: number): Promise<void> {
  const draft = `${path}.pictl-${process.pid}`;
  try {
    const file = await open(draft, "wx", mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw fileError(cause, path);
  }
}
