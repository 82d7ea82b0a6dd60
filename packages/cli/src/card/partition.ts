/** What is on a boot partition, as far as it matters here. Reads only. */
import { AppError, cmdlineFiles } from "@rackberry/protocol";
import { type BootFolder, REPLACING } from "./boot-folder.ts";

const CARD_FILE = "rackberry/card.json";
/** Files that are added to. */
const ADDED_TO = ["user-data", "meta-data", "firstrun.sh"] as const;
/** Files that only tell which system it is: they may be in any encoding. */
const TELLING = ["issue.txt", "README"] as const;

export interface Partition {
  readonly path: string;
  /** Names at its top, in lower case: FAT does not tell them apart. */
  readonly names: ReadonlySet<string>;
  /** config.txt. */
  readonly config: string;
  /** Every cmdline.txt that the firmware may read, by name; the first is the one that it reads now. */
  readonly commandLines: ReadonlyMap<string, string>;
  /** user-data, meta-data, firstrun.sh, issue.txt, README: those that are there. */
  readonly texts: ReadonlyMap<string, string>;
  /** card.json of a card that pictl made before. */
  readonly card?: string;
}

/** Throws `refused` when this is no Pi's boot partition, `invalid` when a file that shall be added to is no text. */
export async function readPartition(folder: BootFolder): Promise<Partition> {
  const names = await folder.list("");
  if (!names) throw refused(folder, "is not a folder: give the folder where the card's boot partition is mounted");
  const lower = names.map((name) => name.toLowerCase());
  const double = names.find((name, index) => lower.indexOf(name.toLowerCase()) !== index);
  if (double) throw refused(folder, `has ${double} twice, in capitals and not, so it is no FAT: give the card itself`);
  const read = recovering(folder);
  const config = await read("config.txt");
  if (config === undefined) throw refused(folder, noConfig(lower));
  const { live, staged } = cmdlineFiles(config);
  const [now] = await existing(live, read);
  if (!now) {
    throw refused(folder, `has no ${live.join(" or ")}, so it is not a Pi's boot partition: flash the card anew`);
  }
  return {
    path: folder.path,
    names: new Set(lower),
    config,
    commandLines: new Map([now, ...(await existing(staged, read))]),
    texts: new Map([...(await existing(ADDED_TO, read)), ...(await existing(TELLING, orNothing(read)))]),
    card: await orNothing(read)(CARD_FILE),
  };
}

type Read = (name: string) => Promise<string | undefined>;

/** A file that is gone because the card was pulled out while it was being replaced is still there beside its place. */
const recovering =
  (folder: BootFolder): Read =>
  async (name) =>
    (await folder.read(name)) ?? folder.read(name + REPLACING);

const orNothing =
  (read: Read): Read =>
  (name) =>
    read(name).catch((cause) => {
      if (cause instanceof AppError && cause.code === "invalid") return undefined;
      throw cause;
    });

async function existing(names: readonly string[], read: Read): Promise<readonly (readonly [string, string])[]> {
  const all = await Promise.all(names.map(async (name) => [name, await read(name)] as const));
  return all.flatMap(([name, content]) => (content === undefined ? [] : [[name, content] as const]));
}

function noConfig(names: readonly string[]): string {
  if (names.length === 0) return "is empty: is the card mounted there?";
  if (names.includes("etc") && names.includes("usr")) {
    return "is a whole system, not the boot partition: give the small FAT partition, with config.txt and cmdline.txt";
  }
  return "has no config.txt, so it is not a Pi's boot partition: is the card mounted there?";
}

const refused = (folder: BootFolder, reason: string) => new AppError("refused", `${folder.path} ${reason}`);
