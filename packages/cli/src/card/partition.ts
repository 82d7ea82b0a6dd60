/** What is on a boot partition, as far as it matters here. Reads only. */
import { AppError, bootLines } from "@rackberry/protocol";
import { type BootFolder, REPLACING } from "./boot-folder.ts";

const CARD_FILE = "rackberry/card.json";
/** Files that are added to. */
const ADDED_TO = ["user-data", "meta-data", "firstrun.sh"] as const;
/** Files that only tell which system it is: they may be in any encoding. */
const TELLING = ["issue.txt", "README", "autoboot.txt"] as const;

export interface Partition {
  readonly path: string;
  /** Names at its top, in lower case: FAT does not tell them apart. */
  readonly names: ReadonlySet<string>;
  /** config.txt with all that it includes, whatever its filters say. */
  readonly config: string;
  /** The settings of config.txt that hold for the likeliest Pi. */
  readonly settings: ReadonlyMap<string, string>;
  /**
   * Every cmdline.txt that the firmware may read, by name, one character a byte: as long as nobody knows the Pi, that may
   * be one for each model. The first is the likeliest.
   */
  readonly commandLines: ReadonlyMap<string, string>;
  /** Those of commandLines from which a Pi may start now; the others wait for an update. */
  readonly live: ReadonlySet<string>;
  /** user-data, meta-data, firstrun.sh, issue.txt, README, autoboot.txt: those that are there. */
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
  if (double)
    throw refused(
      folder,
      `has ${double} twice, in different case, so it is not a FAT file system: give the card itself`,
    );
  const read = recovering(folder);
  const found = await bootLines(readingBytes(folder), { isThere: (path) => isThere(folder, path) });
  if (!found.config.has("config.txt")) throw refused(folder, noConfig(lower));
  const torn = [...found.config].find(([, lines]) => lines.some(({ text }) => text.includes("\0")));
  if (torn)
    throw refused(
      folder,
      `has NUL bytes in ${torn[0]}, as after an interrupted write or in a file saved as UTF-16: save it as plain text, or flash the card again`,
    );
  const { live, staged, tried, astray } = found;
  const [lost] = astray;
  if (live.size === 0 && lost !== undefined) {
    const says = lost === "" ? "cmdline= without a name" : `cmdline=${lost}, which is not a file on the boot partition`;
    throw refused(folder, `has a config.txt that says ${says}: correct it`);
  }
  if (live.size === 0) throw refused(folder, noCommandLine(tried));
  return {
    path: folder.path,
    names: new Set(lower),
    config: [...found.config.values()]
      .flat()
      .map(({ text }) => text)
      .join("\n"),
    settings: found.settings,
    commandLines: new Map([...live, ...staged]),
    live: new Set(live.keys()),
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

/** One character a byte: these files may be in any encoding, and stay in theirs. */
const readingBytes =
  (folder: BootFolder): Read =>
  async (name) => {
    // An include of a folder is nothing to the firmware.
    if ((await folder.list(name)) !== undefined) return undefined;
    const bytes = (await folder.readBytes(name)) ?? (await folder.readBytes(name + REPLACING));
    return bytes && Buffer.from(bytes).toString("latin1");
  };

async function isThere(folder: BootFolder, path: string): Promise<boolean> {
  const at = path.lastIndexOf("/");
  const names = (await folder.list(path.slice(0, Math.max(0, at)))) ?? [];
  return names.some((name) => name.toLowerCase() === path.slice(at + 1).toLowerCase());
}

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

/** "cmdline.txt" alone means that config.txt names no other. */
function noCommandLine(tried: readonly string[]): string {
  const names = tried.join(" or ");
  if (tried.every((name) => name === "cmdline.txt")) {
    return "has no cmdline.txt, so no Pi can start from it: flash the card again";
  }
  return `has no ${names}, one of which its config.txt names as the kernel's command line: correct config.txt, or flash the card again`;
}

function noConfig(names: readonly string[]): string {
  if (names.length === 0) return "is empty: is the card mounted there?";
  if (names.includes("etc") && names.includes("usr")) {
    return "is a whole system, not the boot partition: give the small FAT partition, with config.txt and cmdline.txt";
  }
  return "has no config.txt, so it is not a Pi's boot partition: is the card mounted there?";
}

const refused = (folder: BootFolder, reason: string) => new AppError("refused", `${folder.path} ${reason}`);
