/** SHA256SUMS, for sha256sum -c, and its signature, for OpenSSH 8.1 or newer. */
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReleasedFile } from "../cli/src/release/release.ts";
import { describeFile } from "./pictl-bundle.ts";
import { runForPerson } from "./run.ts";

export const SUMS = "SHA256SUMS";

/** Writes SHA256SUMS for every file in `folder`, and returns its path. */
export async function writeSums(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith(SUMS)).sort();
  const files: ReleasedFile[] = [];
  for (const name of names) files.push(await describeFile(join(folder, name)));
  const path = join(folder, SUMS);
  await writeFile(path, files.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join(""));
  return path;
}

/** Writes `path`.sig. `key` is a private ssh key, or the public half of one that the ssh agent holds. */
export async function sign(path: string, key: string): Promise<void> {
  // ssh-keygen may ask for a passphrase, and its own messages say what is wrong with the key.
  const signed = await runForPerson(["ssh-keygen", "-Y", "sign", "-f", key, "-n", "file", path]);
  if (!signed) throw new Error(`ssh-keygen could not sign ${SUMS} with ${key}: is it your private key?`);
}
