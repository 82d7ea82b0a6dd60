/** What the agent does first on every start: restores boot files that a power cut damaged. */
import { BACKUP, contentToRestore } from "./checked-copy.ts";
import type { Host } from "./host.ts";

const BOOT_DIRECTORIES = ["/boot/firmware", "/boot"];

/** Returns the files whose old content was restored. Throws `refused` when the boot partition cannot be written. */
export async function recoverBootFiles(host: Host): Promise<readonly string[]> {
  const mended: string[] = [];
  for (const directory of await directories(host)) {
    for (const name of (await host.list(directory)) ?? []) {
      if (!name.endsWith(BACKUP)) continue;
      const path = `${directory}/${name.slice(0, -BACKUP.length)}`;
      const restored = contentToRestore(
        (await host.read(path + BACKUP, "bytes")) ?? "",
        await host.read(path, "bytes"),
      );
      if (restored !== undefined) {
        await host.write(path, restored, { encoding: "bytes" });
        mended.push(path);
      }
      await host.remove(path + BACKUP);
    }
  }
  return mended;
}

/** The boot partition and its folders, any of which os_prefix= may name. */
async function directories(host: Host): Promise<readonly string[]> {
  const all: string[] = [];
  for (const directory of BOOT_DIRECTORIES) {
    // On the boot partition, every file of any size has a suffix, and no folder has one.
    const names = ((await host.list(directory)) ?? []).filter((name) => !name.includes("."));
    for (const name of names) {
      if ((await host.info(`${directory}/${name}`))?.kind === "directory") all.push(`${directory}/${name}`);
    }
    all.push(directory);
  }
  return [...new Set(all)];
}
