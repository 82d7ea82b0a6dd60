/** pictl card --image: cards from a stock image, as files or straight onto a card. */
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, resolve } from "node:path";
import { AppError } from "@rackberry/protocol";
import type { BootFolder } from "../card/boot-folder.ts";
import type { CardOrder } from "../card/card-content.ts";
import { chooseRole, type RoleWish } from "../card/choose-role.ts";
import { prepareCard } from "../card/prepare-card.ts";
import { chooseDevice } from "../image/choose-device.ts";
import type { ReadDevice } from "../image/device-facts.ts";
import { deviceTarget } from "../image/device-target.ts";
import { fileTarget } from "../image/file-target.ts";
import type { ImageWish } from "../image/image-wish.ts";
import { outputs } from "../image/outputs.ts";
import { ownDevices } from "../image/own-devices.ts";
import { showProgress, size } from "../image/progress.ts";
import { type CardPlan, writeCards } from "../image/write-cards.ts";
import { shortCardId } from "../labels/label-sheet.ts";
import { plain } from "../plain.ts";
import { readCards, recordCards } from "../rack/card-list.ts";
import type { Context } from "../verb.ts";
import { checkLabelsApart, checkOutput } from "./card-labels.ts";
import { type CardOrders, madeCard, ownerOf } from "./card-orders.ts";

export const CARD_IMAGE_OPTIONS = {
  image: { type: "string" },
  out: { type: "string" },
  count: { type: "string" },
  names: { type: "string" },
  device: { type: "string" },
  "yes-i-mean": { type: "string" },
} as const;

export const CARD_IMAGE_HELP = `
Options for whole images
  --image IMAGE       a stock image, .img or compressed with xz, gzip or zstd. Nothing is mounted, and only
                      --device needs root. Requires GNU mtools and the decompressor (Linux, macOS; on Windows,
                      flash with Raspberry Pi Imager and give BOOT_DIR)
  --out FILE          write the card's image to FILE; or a directory, for card-1.img, card-2.img, …
  --count N           make N cards, as pictl card N does: FILE-1.img to FILE-N.img, or one after the other in
                      the reader DEVICE; only the first may be the master's
  --names A,B,…       names of the nodes, one for each card
  --device DEVICE     write to the card in this machine's reader; everything on the card is lost. It must
                      be removable or attached by USB, not mounted, and of 2 to 512 GB; you type its name to
                      confirm, for each card (Linux; on macOS written from documentation and not tried yet)
  --yes-i-mean NAME   confirm with that name, where there is nobody to ask

Everything that was written is read back and compared before the card counts as made.
`;

export interface ImageOptions {
  readonly wish: ImageWish;
  /** The role of the first card; the others are for workers. */
  readonly role: RoleWish;
  /** The file for the labels, if any are wanted. */
  readonly labels: string | undefined;
  /** Accepts another rack's image, and overwrites files. */
  readonly force: boolean;
  /** Replaced in tests. */
  readonly readDevice?: ReadDevice;
}

/** Returns the order of each card. */
export async function cardsFromImage(
  context: Context,
  { rack, order }: Pick<CardOrders, "rack" | "order">,
  { wish, role: wished, labels, force, readDevice = ownDevices }: ImageOptions,
): Promise<readonly CardOrder[]> {
  checkPlatform(wish);
  const { role, notes } = chooseRole(wished, await readCards(context.directory), rack);
  const orders: CardOrder[] = [];
  for (const [index, name] of wish.names.entries()) {
    const next = await order(index === 0 ? role : "worker");
    orders.push(name === undefined ? next : { ...next, name });
  }
  const places = await placesOf(wish, context, { force, readDevice });
  await checkLabelsApart(labels, [wish.image, ...places.flatMap(({ path }) => [path, `${path}.partial`])]);
  for (const sentence of notes) context.note(sentence);
  /** Notes that every card repeats, each shown once. */
  const said = new Set<string>();
  let system = "";
  const plans = orders.map((order, index): CardPlan => {
    const open = places[index]?.open;
    if (!open) throw new AppError("internal", "a card without a place");
    const prepare = async (boot: BootFolder) => {
      const { os, notes } = await prepareCard(boot, order, { force });
      system = os;
      said.add(`${wish.image} holds ${os}`);
      for (const sentence of notes) said.add(sentence);
    };
    return { open, prepare };
  });
  const { bytes, fromMedium } = await writeCards(wish.image, plans, {
    scratch: wish.to === "files" ? dirname(resolve(places[0]?.path ?? "")) : tmpdir(),
    progress: showProgress({ ...context, now: () => performance.now() }),
    signal: context.signal,
  });
  const now = context.now();
  await recordCards(
    context,
    orders.map((order) => madeCard(order, system, now)),
  );
  for (const sentence of said) context.note(sentence);
  for (const [index, order] of orders.entries()) {
    const path = plain(places[index]?.path ?? "");
    context.print(`${path} is now the card of ${ownerOf(order)}, id ${shortCardId(order.cardId)}`);
  }
  const checked = fromMedium ? "read back and compared" : "read back, perhaps from this machine's memory, and compared";
  context.note(`${orders.length === 1 ? "" : "each "}${size(bytes)}, ${checked}`);
  return orders;
}

interface Place {
  readonly path: string;
  readonly open: CardPlan["open"];
}

async function placesOf(
  wish: ImageWish,
  context: Context,
  { force, readDevice }: { force: boolean; readDevice: ReadDevice },
): Promise<readonly Place[]> {
  if (wish.to === "device") {
    const { name, bytes } = await chooseDevice(wish.device, readDevice, { ...context, meant: wish.meant });
    const path = `/dev/${name}`;
    return [{ path, open: (needed) => deviceTarget(path, { bytes, needed }, context.note) }];
  }
  const directory = await stat(wish.out).then(
    (there) => there.isDirectory(),
    () => wish.out.endsWith("/"),
  );
  const paths = outputs(wish.out, wish.names.length, { directory });
  for (const path of paths) await checkOutput(path, { force });
  return paths.map((path) => ({ path, open: () => fileTarget(path) }));
}

function checkPlatform(wish: ImageWish): void {
  if (process.platform === "win32") {
    const instead = "flash the card with Raspberry Pi Imager, then pictl card BOOT_DIR";
    throw new AppError("refused", `--image needs GNU mtools, which Windows does not have: ${instead}`);
  }
  if (!["linux", "darwin"].includes(process.platform) && wish.to === "device") {
    const instead = "make an image with --out and write it with Raspberry Pi Imager";
    throw new AppError("refused", `--device is for Linux and macOS: ${instead}`);
  }
}
