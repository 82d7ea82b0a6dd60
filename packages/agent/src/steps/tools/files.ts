/** Files whose whole content is ours. */
import type { Encoding, Host } from "../../host/host.ts";
import { keepCopy } from "./kept-files.ts";
import { list } from "./sentence.ts";

export interface WantedFile {
  readonly path: string;
  readonly content: string;
  /** Default 0644. */
  readonly mode?: number;
  /** A person may have a file there: a copy of the replaced file is kept. */
  readonly keep?: true;
}

/** The file's content; a folder of that name has none, as for the programs that read all files of a settings folder. */
export async function readFile(host: Host, path: string, encoding?: Encoding): Promise<string | undefined> {
  return (await host.info(path))?.kind === "directory" ? undefined : host.read(path, encoding);
}

/** The files that are absent or differ. */
export async function differing(host: Host, wanted: readonly WantedFile[]): Promise<readonly WantedFile[]> {
  const contents = await Promise.all(wanted.map((file) => host.read(file.path)));
  return wanted.filter((file, index) => contents[index] !== file.content);
}

/** Writes the files that differ, with their directories. */
export async function writeDiffering(host: Host, wanted: readonly WantedFile[]): Promise<void> {
  for (const { path, content, mode, keep } of await differing(host, wanted)) {
    if (keep) await keepCopy(host, path);
    await host.makeDirectory(path.slice(0, path.lastIndexOf("/")));
    await host.write(path, content, { mode });
  }
}

/** Removes a file, or a folder with its content; absent is fine. */
export async function removeTree(host: Host, path: string): Promise<void> {
  await host.run(["rm", "--recursive", "--force", "--", path]);
}

/** "write A and B" */
export const writeSentence = (files: readonly WantedFile[]): string => `write ${list(files.map((file) => file.path))}`;
