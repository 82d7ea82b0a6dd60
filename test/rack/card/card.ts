import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Card, RackArtifacts } from "../api.ts";
import { run } from "../run.ts";
import { fillBootFolder, openBootFolder } from "./boot-folder.ts";
import { stockSystem } from "./root-partition.ts";

/**
 * Makes a card with an image on it. The image's boot partition is the Pi's. Its root partition is replaced by the root
 * tree that it names: /var/lib is copied, the rest gets an empty layer on top.
 */
export async function createCard(folder: string, name: string, image: string, artifacts: RackArtifacts): Promise<Card> {
  const { layers } = await stockSystem(image, artifacts);
  const card = describeCard(folder, name, layers);
  for (const path of [card.upper, card.varLib]) mkdirSync(path, { recursive: true });
  await copyImage(image, card.image);
  await run(["cp", "--archive", "--no-target-directory", join(layers.at(-1) ?? "", "var/lib"), card.varLib]);
  return card;
}

/** Copies everything that is on a card. */
export async function cloneCard(from: Card, folder: string, name: string): Promise<Card> {
  const card = describeCard(folder, name, from.layers);
  await copyImage(from.image, card.image);
  for (const layer of ["upper", "varLib"] as const)
    await run(["cp", "--archive", "--no-target-directory", from[layer], card[layer]]);
  card.bootReadOnly = from.bootReadOnly;
  return card;
}

/** Keeps an image sparse: it is mostly holes. */
async function copyImage(from: string, to: string): Promise<void> {
  await run(["cp", "--sparse=always", "--no-target-directory", from, to]);
}

function describeCard(folder: string, name: string, layers: readonly string[]): Card {
  for (const path of ["work", "root"]) mkdirSync(join(folder, path), { recursive: true });
  const card: Card = {
    name,
    image: join(folder, "card.img"),
    layers,
    upper: join(folder, "upper"),
    varLib: join(folder, "var-lib"),
    bootReadOnly: false,
    read: (path) => readInside(card, path),
    inReader: (use) => inReader(card.image, join(folder, "reader"), use),
  };
  return card;
}

/** Gives an image's boot partition as a folder, as in the laptop's card reader, and keeps what changes there. */
export async function inReader<T>(image: string, folder: string, use: (path: string) => T | Promise<T>): Promise<T> {
  const boot = await openBootFolder(image, folder);
  try {
    return await use(boot.path);
  } finally {
    await boot.close();
    rmSync(folder, { recursive: true });
  }
}

/** The folders beside the card's layers that the overlay needs, and the one where the Pi finds its boot partition. */
export function mountFolders(card: Card): { work: string; root: string; boot: string } {
  return { work: join(card.upper, "../work"), root: join(card.upper, "../root"), boot: join(card.upper, "../boot") };
}

/** Mounts the card read-only in a private namespace, so that links and deleted files behave as they do in the Pi. */
async function readInside(card: Card, path: string): Promise<string | undefined> {
  const boot = join(card.upper, "../read");
  await fillBootFolder(card.image, boot);
  const script = `
    mount -t overlay overlay -o "ro,lowerdir=$1:$2" "$3"
    mount --bind "$4" "$3/var/lib"
    mount --bind "$5" "$3/boot/firmware"
    chroot "$3" test -e "$6" || exit 44
    exec chroot "$3" cat "$6"`;
  const mounts = [card.upper, card.layers.join(":"), mountFolders(card).root, card.varLib, boot];
  const argv = ["unshare", "--mount", "--propagation", "private", "sh", "-ec", script, "sh", ...mounts, path];
  const { stdout, stderr, code } = await run(argv, { check: false });
  if (code === 44) return undefined;
  if (code !== 0) throw new Error(`${path} of card ${card.name} cannot be read: ${stderr.trim()}`);
  return stdout;
}
