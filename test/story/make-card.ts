/** The ways of making cards: an image is prepared and then flashed, or a flashed card is prepared in the reader. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Card, Rack, SystemName } from "../rack/api.ts";
import { inReader } from "../rack/index.ts";
import { PICTL } from "./product.ts";

export type Way = "image" | "folder";

export interface CardOptions {
  /** Debian by default. */
  readonly system?: SystemName;
  /** The folder by default. */
  readonly way?: Way;
  readonly master?: boolean;
  /** False makes a card without the cgroup flags, so that the agent has to set them. */
  readonly flags?: boolean;
  /** Architecture of its packages; by default amd64, as the virtual Pis. */
  readonly architecture?: "amd64" | "arm64";
  /** Changes the boot partition before pictl runs, as Imager's settings do. */
  readonly customise?: (boot: string) => void;
}

export interface CardPlace {
  readonly rack: Rack;
  /** The owner's rack directory. */
  readonly directory: string;
  /** Folder of the packages for pictl. */
  readonly packages: string;
  /** For images. */
  readonly home: string;
  readonly name: string;
}

export async function makeCard(
  place: CardPlace,
  { system = "debian", way = "folder", master = false, flags = true, architecture = "amd64", customise }: CardOptions,
): Promise<Card> {
  const { rack, home, name } = place;
  const options = [master ? "--master" : "--worker", ...(flags ? [] : ["--no-cgroup-flags"]), "--arch", architecture];
  if (way === "folder") {
    const card = await rack.newCard(name, { system });
    if (customise) await card.inReader(customise);
    await card.inReader((folder) => pictlCard(place, [folder, ...options]));
    return card;
  }
  const stock = await customised(place, system, customise);
  const image = join(home, `${name}.img`);
  await pictlCard(place, ["--image", stock, "--out", image, ...options]);
  return await rack.cardFromImage(image, name);
}

/** Makes a whole card for an emulated board: the image that it boots from. */
export async function makeBoardCard(place: CardPlace, stock: string): Promise<string> {
  const image = join(place.home, `${place.name}.img`);
  await pictlCard(place, ["--worker", "--image", stock, "--out", image, "--arch", "arm64", "--no-cgroup-flags"]);
  return image;
}

/** Makes Debian cards with one command; the first is the master's. */
export async function makeBatch(place: CardPlace, count: number): Promise<Card[]> {
  const { rack, home, name } = place;
  const folder = join(home, name);
  mkdirSync(folder);
  const stock = rack.systems.debian.compressed;
  await pictlCard(place, ["--master", "--image", stock, "--out", folder, "--count", String(count), "--arch", "amd64"]);
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return await Promise.all(
    numbers.map((number) => rack.cardFromImage(join(folder, `card-${number}.img`), `${name}-${number}`)),
  );
}

const pictlCard = ({ rack, directory, packages }: CardPlace, args: readonly string[]) =>
  rack.exec([...PICTL, "--rack", directory, "card", "--packages", packages, ...args]);

/** The image as downloaded, compressed; or, if `customise` changes it, as Imager's user would have it. */
async function customised(
  { rack, home, name }: CardPlace,
  system: SystemName,
  customise: CardOptions["customise"],
): Promise<string> {
  const { image, compressed } = rack.systems[system];
  if (!customise) return compressed;
  const own = join(home, `${name}-imager.img`);
  await rack.exec(["cp", "--sparse=always", image, own]);
  await inReader(own, join(home, `${name}-imager`), customise);
  return own;
}
