import { createHash } from "node:crypto";
import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";

/** A short name for a set of inputs: 12 hex digits, whatever the order of the inputs. */
export function keyOf(inputs: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1));
  // JSON keeps names and values apart, so that no two sets give the same text.
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 12);
}

/** The paths, kinds and contents of a folder as one text, for use as an input of a key. */
export async function describeTree(root: string): Promise<string> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const lines = await Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(root.length);
      if (entry.isSymbolicLink()) return `${name} -> ${await readlink(path)}`;
      if (entry.isDirectory()) return `${name}/`;
      return `${name} ${createHash("sha256")
        .update(await readFile(path))
        .digest("hex")}`;
    }),
  );
  return lines.sort().join("\n");
}
