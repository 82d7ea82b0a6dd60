import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { emulated } from "./emulated.ts";
import { describeTree } from "./key.ts";
import { publicKey } from "./signing-keys.ts";
import { bootstrap, finish, STOCK_FILES, STOCK_PACKAGES } from "./stock-os.ts";

/** What a machine of its own checks its file systems with. */
const PACKAGES = [...STOCK_PACKAGES, "e2fsprogs", "dosfstools"];

/** The stock Debian for arm64: a root tree in which nothing is masked. Takes minutes, as it is installed emulated. */
export async function boardOs(workshop: Workshop, keys: string): Promise<string> {
  const key = publicKey(keys, "archive");
  return artefact(workshop, {
    name: "board-os",
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      stock: await readFile(join(import.meta.dirname, "stock-os.ts"), "utf8"),
      files: await describeTree(STOCK_FILES),
      key: await readFile(key, "utf8"),
    },
    make: async (dir, run) => {
      const foreign = emulated(run);
      await bootstrap(foreign, dir, "arm64", PACKAGES);
      // Nobody may make a device in the emulation's namespace, and tools say much to /dev/null.
      await run(["mknod", "--mode=666", join(dir, "dev/null"), "c", "1", "3"]);
      await finish(foreign, dir, key);
    },
  });
}
