/** Whether others can read the rack's secrets, as after a checkout, a copy, or on a FAT stick. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { shownPath } from "../shown-path.ts";

const FOLDER = "secrets";
const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;

/** A sentence for the folder and one that names the files; none on systems without such modes, or without secrets. */
export async function looseSecrets(directory: string): Promise<readonly string[]> {
  if (process.platform === "win32") return [];
  const folder = join(directory, FOLDER);
  const loose: string[] = [];
  for (const name of (await readdir(folder).catch(() => [])).sort()) {
    const { mode = 0 } = (await stat(join(folder, name)).catch(() => undefined)) ?? {};
    if (name.startsWith(".") || (mode & OTHERS) === 0) continue;
    loose.push(`${shownPath(join(folder, name))} (mode 0${(mode & 0o777).toString(8)})`);
  }
  const cure = `chmod -R go= ${shownPath(folder)}`;
  const { mode = 0 } = (await stat(folder).catch(() => undefined)) ?? {};
  const open =
    (mode & OTHERS_WRITE) === 0
      ? []
      : [
          `warning: others can put their own keys into ${shownPath(folder)} (mode 0${(mode & 0o777).toString(8)}): ${cure}`,
        ];
  if (loose.length === 0) return open;
  return [...open, `warning: others can read ${loose.join(" and ")}, and whoever has them controls the rack: ${cure}`];
}
