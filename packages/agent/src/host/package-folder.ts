/** Where a new package of the agent arrives, waits for the guard, and leaves its result: /var/lib/pi-agent/upgrade. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { createSynced, syncDirectory } from "./atomic-write.ts";
import { refusal, unlessAbsent } from "./system-error.ts";

export interface PackageFolder {
  /** Where the package with this hash arrives. */
  path(sha256: string): string;
  /** Removes everything that belongs to other packages. */
  keepOnly(sha256: string): Promise<void>;
  /** How many of its bytes have arrived. */
  received(sha256: string): Promise<number>;
  /** Appends to it; returns how many bytes have arrived now. Throws `refused` when the card is full. */
  append(sha256: string, data: Uint8Array): Promise<number>;
  /** SHA-256 of the bytes that have arrived, flushed to the card; `undefined` when there are none. */
  digest(sha256: string): Promise<string | undefined>;
  discard(sha256: string): Promise<void>;
  /** Bytes available to root. */
  free(): Promise<number>;
  /** Makes it the pending package, together with more files: all or nothing. */
  begin(sha256: string, files: Readonly<Record<string, string>>): Promise<void>;
  /** A file of the pending upgrade; `undefined` when none is pending. */
  pending(name: string): Promise<string | undefined>;
  /** The result that the guard wrote at the end of the last upgrade. */
  result(): Promise<string | undefined>;
  /** Rollouts whose permission to return to an older version was used on this Pi, as recorded by the guard. */
  usedLeaves(): Promise<readonly string[]>;
}

/** A separate folder: systemd-tmpfiles removes what is no longer used (packaging/agent-package.ts). */
const INCOMING = "incoming";

export function packageFolder(folder: string): PackageFolder {
  const path = (sha256: string) => join(folder, INCOMING, `${sha256}.deb`);
  const sizeOf = async (file: string) => (await unlessAbsent(stat(file)))?.size ?? 0;
  const changing = async <T>(change: () => Promise<T>): Promise<T> => {
    try {
      return await change();
    } catch (cause) {
      throw refusal(folder, cause);
    }
  };
  return {
    path,
    async keepOnly(sha256) {
      const all = ((await unlessAbsent(readdir(join(folder, INCOMING)))) ?? []).map((name) =>
        join(folder, INCOMING, name),
      );
      for (const file of all) if (file !== path(sha256)) await rm(file, { force: true });
    },
    received: (sha256) => sizeOf(path(sha256)),
    append: (sha256, data) =>
      changing(async () => {
        await mkdir(join(folder, INCOMING), { recursive: true, mode: 0o700 });
        const file = await open(path(sha256), "a", 0o600);
        try {
          await file.writeFile(data);
          return (await file.stat()).size;
        } finally {
          await file.close();
        }
      }),
    async digest(sha256) {
      const file = await unlessAbsent(open(path(sha256), "r+"));
      if (!file) return undefined;
      await file.sync().finally(() => file.close());
      const hash = createHash("sha256");
      for await (const chunk of createReadStream(path(sha256))) hash.update(chunk as Buffer);
      return hash.digest("hex");
    },
    discard: (sha256) => rm(path(sha256), { force: true }),
    async free() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    begin: (sha256, files) =>
      changing(async () => {
        const beside = join(folder, "pending.new");
        await rm(beside, { recursive: true, force: true });
        await mkdir(beside, { mode: 0o700 });
        for (const [name, content] of Object.entries(files)) await createSynced(join(beside, name), content);
        await rename(path(sha256), join(beside, "new.deb"));
        await syncDirectory(beside);
        await rename(beside, join(folder, "pending"));
        // No other package is arriving; a kill before this line leaves an empty folder.
        await rm(join(folder, INCOMING), { recursive: true, force: true });
        await syncDirectory(folder);
      }),
    pending: (name) => unlessAbsent(readFile(join(folder, "pending", name), "utf8")),
    result: () => unlessAbsent(readFile(join(folder, "result"), "utf8")),
    usedLeaves: async () =>
      ((await unlessAbsent(readFile(join(folder, "used-leaves"), "utf8"))) ?? "").split("\n").filter(Boolean),
  };
}
