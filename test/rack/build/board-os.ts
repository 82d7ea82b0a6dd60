import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { emulated } from "./emulated.ts";
import { makeImage } from "./image-file.ts";
import { describeTree } from "./key.ts";
import { publicKey } from "./signing-keys.ts";
import { bootstrap, finish, STOCK_FILES, STOCK_PACKAGES } from "./stock-os.ts";

const FILES = join(import.meta.dirname, "board");
/** The cloud-init files of the stock Debian's boot partition. */
const SEED = join(import.meta.dirname, "stock-systems/debian/boot");
/** An emulated card must be as large as a power of two; most of it is holes. */
const CARD_SIZE = 4 * 2 ** 30;
/** What a machine of its own checks its file systems with. */
const PACKAGES = [...STOCK_PACKAGES, "e2fsprogs", "dosfstools"];
/** Files of the stock OS that are there because it runs in a container. */
const CONTAINER_FILES = ["etc/systemd/system/systemd-networkd.service.d/10-container.conf"];

/** The stock Debian for arm64, with the modules of its kernel: a root tree that boots on a machine of its own. */
export async function boardOs(workshop: Workshop, { keys, kernel }: { keys: string; kernel: string }): Promise<string> {
  const key = publicKey(keys, "archive");
  return artefact(workshop, {
    name: "board-os",
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      stock: await readFile(join(import.meta.dirname, "stock-os.ts"), "utf8"),
      stockFiles: await describeTree(STOCK_FILES),
      files: await describeTree(join(FILES, "root")),
      key: await readFile(key, "utf8"),
      kernel: basename(kernel),
    },
    make: async (dir, run) => {
      const foreign = emulated(run);
      await bootstrap(foreign, dir, "arm64", PACKAGES);
      // Nobody may make a device in the emulation's namespace, and tools say much to /dev/null.
      await run(["mknod", "--mode=666", join(dir, "dev/null"), "c", "1", "3"]);
      await finish(foreign, dir, key);
      for (const path of CONTAINER_FILES) await rm(join(dir, path));
      const chown = ["--chown=root:root", "--chmod=D755,F644"];
      await run(["rsync", "--recursive", "--links", ...chown, `${join(FILES, "root")}/`, `${dir}/`]);
      await run(["rsync", "--recursive", "--links", ...chown, `${join(kernel, "lib")}/`, `${join(dir, "usr/lib")}/`]);
    },
  });
}

/** A whole card of it: what is downloaded for a Raspberry Pi. */
export async function boardImage(workshop: Workshop, { os, kernel }: { os: string; kernel: string }): Promise<string> {
  const made = await artefact(workshop, {
    name: "image-board",
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      image: await readFile(join(import.meta.dirname, "image-file.ts"), "utf8"),
      boot: await describeTree(join(FILES, "boot")),
      seed: await describeTree(SEED),
      os: basename(os),
      kernel: basename(kernel),
    },
    make: async (dir, run) => {
      const boot = join(dir, "boot");
      await mkdir(boot);
      const seed = ["user-data", "meta-data", "network-config"].map((name) => join(SEED, name));
      const loaded = [join(kernel, "vmlinuz"), join(kernel, "initrd.img")];
      await run(["cp", "--recursive", ...seed, ...loaded, `${join(FILES, "boot")}/.`, boot]);
      await run(["sh", "-ec", 'cp "$1"/bcm283*.dtb "$2"', "sh", join(kernel, "device-trees"), boot]);
      const content = { boot, root: os, bootLabel: "system-boot", rootLabel: "writable", diskId: "0deb1a64" };
      await makeImage(run, join(dir, "card.img"), { ...content, size: CARD_SIZE });
      await rm(boot, { recursive: true });
    },
  });
  return join(made, "card.img");
}
