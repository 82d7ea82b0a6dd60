/** The agent's packages as files in the coordinator's state directory: whole or not at all. */
import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError, type PackageManifest } from "@rackberry/protocol";

export interface PackageFiles {
  has(manifest: PackageManifest): Promise<boolean>;
  /**
   * Writes `content`; on the disk when it resolves. Throws `invalid` when it does not match the manifest, `refused`
   * when the card is full.
   */
  write(manifest: PackageManifest, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** At most `length` bytes from `offset` on. */
  read(manifest: PackageManifest, offset: number, length: number): Promise<Buffer>;
  /** Removes all other packages, and what a killed coordinator left behind. */
  keep(manifests: readonly PackageManifest[]): Promise<void>;
}

export function packageFiles(folder: string): PackageFiles {
  const nameOf = ({ sha256 }: PackageManifest) => `${sha256}.deb`;
  // Files being received now, which `keep` must not remove.
  const arriving = new Set<string>();
  const pathOf = (manifest: PackageManifest) => join(folder, nameOf(manifest));
  return {
    has: async (manifest) => (await stat(pathOf(manifest)).catch(() => undefined))?.size === manifest.size,
    async write(manifest, content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${nameOf(manifest)}.${randomBytes(4).toString("hex")}`;
      const beside = join(folder, name);
      arriving.add(name);
      try {
        await writeChecked(beside, manifest, content);
        await rename(beside, pathOf(manifest));
        const directory = await open(folder);
        await directory.sync().finally(() => directory.close());
      } catch (cause) {
        await rm(beside, { force: true });
        throw cause;
      } finally {
        arriving.delete(name);
      }
    },
    async read(manifest, offset, length) {
      const file = await open(pathOf(manifest));
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    async keep(manifests) {
      const kept = new Set(manifests.map(nameOf));
      for (const name of await readdir(folder).catch(() => [])) {
        if (!kept.has(name) && !arriving.has(name)) await rm(join(folder, name), { force: true });
      }
    },
  };
}

async function writeChecked(path: string, { size, sha256 }: PackageManifest, content: AsyncIterable<Uint8Array>) {
  const file = await open(path, "wx", 0o600);
  const hash = createHash("sha256");
  let written = 0;
  try {
    for await (const part of content) {
      written += part.length;
      if (written > size) throw new AppError("invalid", `the package is larger than the signed ${size} bytes`);
      hash.update(part);
      await file.writeFile(part);
    }
    await file.sync();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOSPC") throw cause;
    throw new AppError("refused", "the master's card is full: free some space on it and run pictl upgrade again", {
      cause,
    });
  } finally {
    await file.close();
  }
  if (written === size && hash.digest("hex") === sha256) return;
  throw new AppError("invalid", "the package that arrived is not the one that was signed: run pictl upgrade again");
}
