/** Which of the mounted folders is a card that can be made. Reads only. */
import { AppError } from "@rackberry/protocol";
import { shortCardId } from "../labels/label-sheet.ts";
import { plain } from "../plain.ts";
import type { MadeCard } from "../rack/card-list.ts";
import { type CardReader, PLACES } from "../reader/card-reader.ts";
import { type BootFolder, bootFolder } from "./boot-folder.ts";
import { readPartition } from "./partition.ts";
import { recogniseOs, titleOf } from "./recognise-os.ts";

export interface FoundCard {
  readonly folder: string;
  readonly os: string;
}

export interface Look {
  readonly cards: readonly FoundCard[];
  /** Of the other boot partitions: why they are none. */
  readonly others: readonly string[];
}

/** A card that was made for the rack is none of them: it has to be named to be made again. */
export async function lookForCards(reader: CardReader, made: readonly MadeCard[]): Promise<Look> {
  const all = await Promise.all((await reader.folders()).map((folder) => judge(folder, made)));
  return {
    cards: all.filter((one) => typeof one === "object"),
    others: all.filter((one) => typeof one === "string"),
  };
}

/** Throws `refused` unless there is exactly one. */
export async function findCard(reader: CardReader | undefined, made: readonly MadeCard[]): Promise<FoundCard> {
  const { cards, others } = await lookForCards(readerOf(reader), made);
  const [only, ...more] = cards;
  if (only && more.length === 0) return only;
  if (only) throw new AppError("refused", `${several(cards)}: name the right one: pictl card ${only.folder}`);
  const cure =
    "put it into the reader; Raspberry Pi Imager ejects it when it has finished, so pull it out and put it back in";
  const seen = others.map((sentence) => ` (${sentence})`).join("");
  throw new AppError(
    "refused",
    `no freshly flashed card is mounted below ${PLACES}${seen}: ${cure}. Or name its folder: pictl card BOOT_DIR`,
  );
}

/** Throws `refused` on a system whose readers are not known. */
export function readerOf(reader: CardReader | undefined): CardReader {
  if (reader) return reader;
  throw new AppError(
    "refused",
    "pictl finds cards only on Linux and macOS; on this system, name the folder: pictl card BOOT_DIR",
  );
}

export const several = (cards: readonly FoundCard[]): string =>
  `several cards are mounted: ${cards.map(({ folder, os }) => plain(`${folder} (${os})`)).join(", ")}`;

/** Id of the card that pictl made of this before; absent when it made none, or it cannot be read. */
export async function cardIdOn(boot: BootFolder): Promise<string | undefined> {
  return idIn(await boot.read("rackberry/card.json").catch(() => undefined));
}

function idIn(card: string | undefined): string | undefined {
  try {
    const { cardId } = JSON.parse(card ?? "");
    return typeof cardId === "string" ? cardId : undefined;
  } catch {
    return undefined;
  }
}

/** A sentence for a Pi's boot partition of which none can be made; undefined for what is no boot partition at all. */
async function judge(folder: string, made: readonly MadeCard[]): Promise<FoundCard | string | undefined> {
  const boot = bootFolder(folder);
  const names = await boot.list("").catch(() => undefined);
  if (!names?.some((name) => name.toLowerCase() === "config.txt")) return undefined;
  try {
    const partition = await readPartition(boot);
    const os = recogniseOs(partition);
    if (os.kind === "unknown") return `${folder}: ${os.reason}`;
    const id = idIn(partition.card);
    const before = made.find((card) => card.id === id);
    return before ? `${folder} is this rack's card ${shortCardId(before.id)}` : { folder, os: titleOf(os) };
  } catch (cause) {
    return AppError.from(cause).message;
  }
}
