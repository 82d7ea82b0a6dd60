/** What the agent does first on every start: mends boot files that a power cut tore. */
import { BACKUP, contentToRestore } from "./checked-copy.ts";
import type { Host } from "./host.ts";

const BOOT_DIRECTORIES = ["/boot/firmware", "/boot/firmware/current", "/boot/firmware/new", "/boot"];

/** Answers the files whose old content was put back. Throws `refused` when the boot partition cannot be written. */
export async function recoverBootFiles(host: Host): Promise<readonly string[]> {
  const mended: string[] = [];
  for (const directory of BOOT_DIRECTORIES) {
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
