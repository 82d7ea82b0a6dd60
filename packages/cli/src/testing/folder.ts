/** Temporary folders with given files, such as a boot partition. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Folder extends Disposable {
  readonly path: string;
  write(name: string, content: string): void;
  read(name: string): string;
  /** The content of every file in it, by name. */
  files(): Record<string, string>;
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), "pictl-test-"));
  return {
    path,
    write(name, content) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    },
    read: (name) => readFileSync(join(path, name), "utf8"),
    files: () => filesOf(path),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

export function filesOf(path: string): Record<string, string> {
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(path, name)).isFile(),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(path, name), "utf8")]));
}

export function bootPartition(files: Readonly<Record<string, string>>): Folder {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) folder.write(name, content);
  return folder;
}
