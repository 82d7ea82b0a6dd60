/** Whether others than the owner can read the rack's secrets: a checkout, a copy or a FAT stick makes them so. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { shownPath } from "../shown-path.ts";
import { KEY_FILE, SECRET_FILE } from "./rack-directory.ts";

const OTHERS = 0o077;

/** A sentence for each file; none on systems that have no such modes, and none for files that are not there. */
export async function looseSecrets(directory: string): Promise<readonly string[]> {
  if (process.platform === "win32") return [];
  const loose: string[] = [];
  for (const name of [KEY_FILE, SECRET_FILE]) {
    const path = join(directory, name);
    const mode = (await stat(path).catch(() => undefined))?.mode ?? 0;
    if ((mode & OTHERS) !== 0) loose.push(`${shownPath(path)} (mode 0${(mode & 0o777).toString(8)})`);
  }
  if (loose.length === 0) return [];
  const cure = `chmod -R go= ${shownPath(join(directory, "secrets"))}`;
  return [`warning: others can read ${loose.join(" and ")}, and whoever has it owns the rack: ${cure}`];
}
