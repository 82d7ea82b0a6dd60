import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Card, RackArtifacts } from "./api.ts";
import { run } from "./run.ts";

/** A fresh card: the stock boot folder and /var/lib copied, the rest an empty layer over the stock root. */
export async function createCard(folder: string, name: string, artifacts: RackArtifacts): Promise<Card> {
  const card = describeCard(folder, name, artifacts);
  for (const path of [card.boot, card.upper, card.varLib, join(folder, "work"), join(folder, "root")])
    mkdirSync(path, { recursive: true });
  await run(["cp", "--archive", "--no-target-directory", artifacts.boot, card.boot]);
  await run(["cp", "--archive", "--no-target-directory", join(artifacts.os, "var/lib"), card.varLib]);
  return card;
}

/** Copies everything that is on a card. */
export async function cloneCard(from: Card, folder: string, name: string, artifacts: RackArtifacts): Promise<Card> {
  const card = describeCard(folder, name, artifacts);
  for (const path of [join(folder, "work"), join(folder, "root")]) mkdirSync(path, { recursive: true });
  for (const layer of ["boot", "upper", "varLib"] as const)
    await run(["cp", "--archive", "--no-target-directory", from[layer], card[layer]]);
  card.bootReadOnly = from.bootReadOnly;
  return card;
}

function describeCard(folder: string, name: string, artifacts: RackArtifacts): Card {
  const card: Card = {
    name,
    boot: join(folder, "boot"),
    upper: join(folder, "upper"),
    varLib: join(folder, "var-lib"),
    bootReadOnly: false,
    read: (path) => readInside(card, artifacts.os, path),
  };
  return card;
}

/** The folders beside the card's layers that the overlay needs. */
export function mountFolders(card: Card): { work: string; root: string } {
  return { work: join(card.upper, "../work"), root: join(card.upper, "../root") };
}

/** Mounts the card read-only, where nobody else sees it, so that links and deleted files mean what they do in the Pi. */
async function readInside(card: Card, os: string, path: string): Promise<string | undefined> {
  const script = `
    mount -t overlay overlay -o "ro,lowerdir=$1:$2" "$3"
    mount --bind "$4" "$3/var/lib"
    mount --bind "$5" "$3/boot/firmware"
    chroot "$3" test -e "$6" || exit 44
    exec chroot "$3" cat "$6"`;
  const mounts = [card.upper, os, mountFolders(card).root, card.varLib, card.boot];
  const argv = ["unshare", "--mount", "--propagation", "private", "sh", "-ec", script, "sh", ...mounts, path];
  const { stdout, stderr, code } = await run(argv, { check: false });
  if (code === 44) return undefined;
  if (code !== 0) throw new Error(`${path} of card ${card.name} cannot be read: ${stderr.trim()}`);
  return stdout;
}
