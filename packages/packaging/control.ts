/** What dpkg reads in a package before its files: control, md5sums, conffiles (deb-control(5)). */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Deb } from "./deb.ts";

export interface Inventory {
  /** The content of md5sums. */
  readonly sums: string;
  /** Total of all files. */
  readonly bytes: number;
}

/** Reads every file below `root`. Files in /etc may be edited by a person, so they have no checksum. */
export async function inventory(root: string): Promise<Inventory> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  let bytes = 0;
  const lines: string[] = [];
  for (const file of files.sort()) {
    const content = await readFile(file);
    bytes += content.length;
    const path = file.slice(root.length + 1);
    if (!isConffile(path)) lines.push(`${createHash("md5").update(content).digest("hex")}  ${path}\n`);
  }
  return { sums: lines.join(""), bytes };
}

/** Debian's rule: every file that a package puts into /etc. */
export const isConffile = (path: string): boolean => path.startsWith("etc/");

export function controlFile({ name, version, architecture, depends, description }: Deb, bytes: number): string {
  return `Package: ${name}
Version: ${version}
Architecture: ${architecture}
Maintainer: ${MAINTAINER}
Installed-Size: ${Math.ceil(bytes / 1024)}
Depends: ${depends.join(", ")}
Section: admin
Priority: optional
Description: ${description}
`;
}

/** An address that can never exist (RFC 6761). */
export const MAINTAINER = "Rackberry <packages@rackberry.invalid>";
