/** The stock images, and the root trees that stand for the content of their root partitions. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { StockSystem, SystemName } from "../api.ts";
import { SYSTEM_FILE } from "../card/root-partition.ts";
import { artefact, type Workshop } from "./cache.ts";
import { type ImageContent, makeImage } from "./image-file.ts";
import { describeTree } from "./key.ts";

const FILES = join(import.meta.dirname, "stock-systems");

interface Recipe extends Pick<ImageContent, "bootLabel" | "rootLabel" | "diskId"> {
  /** The folder in stock-systems whose `root` and `arrange.sh` make it of the stock Debian; none for Debian itself. */
  readonly arranged?: string;
}

const UBUNTU = { bootLabel: "system-boot", rootLabel: "writable" };
const RASPIOS = { bootLabel: "bootfs", rootLabel: "rootfs" };

const RECIPES: Readonly<Record<SystemName, Recipe>> = {
  debian: { ...UBUNTU, diskId: "0deb1a12" },
  ubuntu: { ...UBUNTU, diskId: "0ab02404", arranged: "ubuntu" },
  "ubuntu-ab": { ...UBUNTU, diskId: "0ab02510", arranged: "ubuntu" },
  "raspios-trixie": { ...RASPIOS, diskId: "0a5b1013", arranged: "raspios-trixie" },
  "raspios-bookworm": { ...RASPIOS, diskId: "0a5b1012", arranged: "raspios-bookworm" },
};

/** Makes every stock system of the stock Debian's root tree `os`. */
export async function stockSystems(workshop: Workshop, os: string): Promise<Record<SystemName, StockSystem>> {
  const systems: Partial<Record<SystemName, StockSystem>> = {};
  for (const name of Object.keys(RECIPES) as SystemName[]) {
    const { arranged } = RECIPES[name];
    const layers = arranged === undefined ? [os] : [await layer(workshop, arranged, os), os];
    const folder = await stockImage(workshop, name);
    systems[name] = { image: join(folder, "card.img"), compressed: join(folder, "card.img.xz"), layers };
  }
  return systems as Record<SystemName, StockSystem>;
}

/** What a system's files and its arrange.sh change in the root tree: an overlay's lower layer, deletions included. */
async function layer(workshop: Workshop, name: string, os: string): Promise<string> {
  const [files, swap] = [join(FILES, name), join(FILES, "swap")];
  const made = await artefact(workshop, {
    name: `layer-${name}`,
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      files: await describeTree(join(files, "root")),
      swap: await describeTree(swap),
      arrange: await readFile(join(files, "arrange.sh"), "utf8"),
      os: basename(os),
    },
    make: async (dir, run) => {
      const [upper, work, root] = ["upper", "work", "root"].map((part) => join(dir, part)) as [string, string, string];
      for (const part of [upper, work, root]) await mkdir(part);
      // A mount of its own, which ends with the script.
      const script = `
        mount -t overlay overlay -o "lowerdir=$1,upperdir=$2,workdir=$3" "$4"
        rsync --recursive --links --executability --chown=root:root --chmod=D755,Fgo-w,Fgo+r "$5/" "$6/" "$4/"
        chroot "$4" sh -e <"$7"
        # A card's /var/lib is copied from the stock Debian.
        test ! -e "$2/var/lib"`;
      const mounted = ["unshare", "--mount", "--propagation", "private", "sh", "-ec", script, "sh"] as const;
      const sources = [join(swap, "root"), join(files, "root"), join(files, "arrange.sh")];
      await run([...mounted, os, upper, work, root, ...sources]);
    },
  });
  return join(made, "upper");
}

async function stockImage(workshop: Workshop, name: SystemName): Promise<string> {
  const boot = join(FILES, name, "boot");
  return artefact(workshop, {
    name: `image-${name}`,
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      image: await readFile(join(import.meta.dirname, "image-file.ts"), "utf8"),
      files: await describeTree(boot),
    },
    make: async (dir, run) => {
      const root = join(dir, "root");
      await mkdir(root);
      await writeFile(join(root, SYSTEM_FILE), `${name}\n`);
      await makeImage(run, join(dir, "card.img"), { ...RECIPES[name], boot, root });
      await run(["xz", "--keep", "--threads=2", "-0", join(dir, "card.img")]);
    },
  });
}
