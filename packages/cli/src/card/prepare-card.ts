/** A card from a boot partition and an order: look, judge, then write. */
import { AppError, checkBootLine } from "@rackberry/protocol";
import type { BootFolder } from "./boot-folder.ts";
import { type CardContent, type CardOrder, cardContent, checkOwner } from "./card-content.ts";
import { FIRST_BOOT, type FirstBootFiles } from "./first-boot/first-boot.ts";
import { judgeCommandLines } from "./judge-command-lines.ts";
import { type Partition, readPartition } from "./partition.ts";
import { partitionNotes } from "./partition-notes.ts";
import { NO_SYSTEM, recogniseOs, titleOf } from "./recognise-os.ts";
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
  /** Aborted: the writing stops before the next file. */
  readonly signal?: AbortSignal;
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
    // A torn line is why it may not be known.
    if (os.reason === NO_SYSTEM)
      for (const file of partition.live) checkBootLine(file, partition.commandLines.get(file) ?? "");
    throw new AppError("refused", `${boot.path}: pictl cannot make a card of it: ${os.reason}. ${ADVICE}`);
  }
  if (!force) checkOwner(partition.card, order.secrets.pin);
  const notes = [...judgeCommandLines(partition, os.firstBoot), ...partitionNotes(partition)];
  const firstBoot = FIRST_BOOT[os.firstBoot](partition, order);
  checkEdited(partition, firstBoot);
  return { os: titleOf(os), content: cardContent(order, firstBoot), notes: [...firstBoot.notes, ...notes] };
}

/** Our words, too, have to fit into the line. */
function checkEdited({ live }: Partition, { top }: FirstBootFiles): void {
  for (const file of live) checkBootLine(file, Buffer.from(top.get(file) ?? "").toString("latin1"));
}

/** Throws `refused` before the first write when this is no card for it. If it stops in the middle, it can be repeated. */
export async function prepareCard(boot: BootFolder, order: CardOrder, options: CardOptions = {}): Promise<CardPlan> {
  const plan = await planCard(boot, order, options);
  await writeCard(boot, plan.content, options.signal);
  return plan;
}
