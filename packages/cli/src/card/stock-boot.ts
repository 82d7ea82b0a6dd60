/** Is this the boot partition of a card that we can prepare, and what is on it now? Reads only. */
import { AppError, cmdlineFiles } from "@rackberry/protocol";
import type { BootFolder } from "./boot-folder.ts";

const CARD_FILE = "rackberry/card.json";

export interface StockBoot {
  /** Every cmdline.txt that the firmware may read, by name; at least one. */
  readonly commandLines: ReadonlyMap<string, string>;
  readonly userData?: string;
  readonly metaData?: string;
  /** Names at the top of the partition. */
  readonly names: readonly string[];
  /** card.json of a card that pictl made before. */
  readonly card?: string;
}

/** Throws `refused` with the reason when this is no boot partition, or one whose OS would not start what we put there. */
export async function readStockBoot(folder: BootFolder): Promise<StockBoot> {
  const names = await folder.list("");
  if (!names) throw refused(folder, "is not a folder: give the folder where the card's boot partition is mounted");
  const config = await folder.read("config.txt");
  if (config === undefined) {
    throw refused(folder, "has no config.txt, so it is not a Pi's boot partition: is the card mounted there?");
  }
  const { live, staged } = cmdlineFiles(config);
  const existing = async (files: readonly string[]) => {
    const all = await Promise.all(files.map(async (name) => [name, await folder.read(name)] as const));
    return all.flatMap(([name, content]) => (content === undefined ? [] : [[name, content] as const]));
  };
  const first = (await existing(live)).slice(0, 1);
  if (first.length === 0) {
    throw refused(folder, `has no ${live.join(" or ")}, so it is not a Pi's boot partition: flash the card anew`);
  }
  const [userData, metaData] = await Promise.all([folder.read("user-data"), folder.read("meta-data")]);
  if (userData === undefined && metaData === undefined) {
    throw refused(
      folder,
      "has no user-data: this image does not start with cloud-init. Flash Ubuntu, Debian with cloud-init, or Raspberry Pi OS from late 2025 on",
    );
  }
  const commandLines = new Map([...first, ...(await existing(staged))]);
  return { commandLines, userData, metaData, names, card: await folder.read(CARD_FILE) };
}

const refused = (folder: BootFolder, reason: string) => new AppError("refused", `${folder.path} ${reason}`);
