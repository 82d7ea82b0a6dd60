/** A card from a boot partition and an order: look, judge, then write. */
import { AppError } from "@rackberry/protocol";
import type { BootFolder } from "./boot-folder.ts";
import { type CardContent, type CardOrder, cardContent, checkOwner } from "./card-content.ts";
import { FIRST_BOOT } from "./first-boot/first-boot.ts";
import { readPartition } from "./partition.ts";
import { recogniseOs, titleOf } from "./recognise-os.ts";
import { writeCard } from "./write-card.ts";

export interface CardPlan {
  /** The system on the card, for a person. */
  readonly os: string;
  readonly content: CardContent;
  /** Sentences for the person who makes the card. */
  readonly notes: readonly string[];
}

export interface CardOptions {
  /** Takes another rack's card. */
  readonly force?: boolean;
}

const ADVICE = "Flash Ubuntu Server 22.04 to 26.04, or Raspberry Pi OS bookworm or trixie, for 64 bit";

/** What `prepareCard` would write. Throws `refused` with the reason when this is no card for it. */
export async function planCard(
  boot: BootFolder,
  order: CardOrder,
  { force = false }: CardOptions = {},
): Promise<CardPlan> {
  const partition = await readPartition(boot);
  const os = recogniseOs(partition);
  if (os.kind === "unknown") {
    throw new AppError("refused", `${boot.path}: no card can be made of it: ${os.reason}. ${ADVICE}`);
  }
  if (!force) checkOwner(partition.card, order.secrets.pin);
  const firstBoot = FIRST_BOOT[os.firstBoot](partition, order);
  return { os: titleOf(os), content: cardContent(order, firstBoot), notes: firstBoot.notes };
}

/** Throws `refused` before the first write when this is no card for it. If it stops in the middle, it can be repeated. */
export async function prepareCard(boot: BootFolder, order: CardOrder, options: CardOptions = {}): Promise<CardPlan> {
  const plan = await planCard(boot, order, options);
  await writeCard(boot, plan.content);
  return plan;
}
