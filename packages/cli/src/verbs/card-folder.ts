/** pictl card BOOT_DIR: one mounted card. */
import { resolve } from "node:path";
import { AppError } from "@rackberry/protocol";
import { bootFolder } from "../card/boot-folder.ts";
import type { CardOrder } from "../card/card-content.ts";
import { chooseRole, type RoleWish } from "../card/choose-role.ts";
import { cardIdOn } from "../card/find-cards.ts";
import { planCard, prepareCard } from "../card/prepare-card.ts";
import { plain } from "../plain.ts";
import { readCards, recordCards } from "../rack/card-list.ts";
import type { Context } from "../verb.ts";
import { type CardOrders, madeCard, ownerOf } from "./card-orders.ts";

export interface FolderJob {
  readonly orders: CardOrders;
  readonly wish: RoleWish;
  /** Accepts another rack's card. */
  readonly force: boolean;
  readonly eject: boolean;
}

/** Makes the card, records it, ejects it, and reports that. */
export async function makeFolderCard(context: Context, folder: string, job: FolderJob): Promise<CardOrder> {
  const { print, note, signal, now } = context;
  const { boot, order, before, said } = await begin(context, folder, job);
  const { os, notes } = await prepareCard(boot, order, { force: job.force, signal });
  await recordCards(context, [madeCard(order, os, now())], before);
  for (const sentence of [...said, ...notes]) note(sentence);
  const next = job.eject && (await letGo(context, boot.path)) ? "ejected: start a Pi with it" : LEFT_MOUNTED;
  print(`${plain(folder)} (${os}) is now the card of ${ownerOf(order)}: ${next}`);
  return order;
}

const LEFT_MOUNTED = "unmount it and start a Pi with it";

/** Shows what would change on it. */
export async function showFolderCard(context: Context, folder: string, job: FolderJob): Promise<void> {
  const { boot, order, said } = await begin(context, folder, job);
  const plan = await planCard(boot, order, job);
  const { showPlan } = await import("../card/show-plan.ts");
  for (const line of await showPlan(boot, plan)) context.print(line);
  for (const sentence of [...said, ...plan.notes, ...job.orders.hints]) context.note(sentence);
  context.note(`${folder} holds ${plan.os}; this was a dry run, and nothing was written`);
}

async function begin({ directory }: Context, folder: string, { orders, wish }: FolderJob) {
  const boot = bootFolder(resolve(folder));
  // Whatever card this was before, it no longer is.
  const before = await cardIdOn(boot);
  const others = (await readCards(directory)).filter((card) => card.id !== before);
  const { role, notes } = chooseRole(wish, others, orders.rack);
  return { boot, before, said: notes, order: await orders.order(role) };
}

/** Ejects the card. Everything has been written by then, so it is not an error if it stays mounted. */
async function letGo({ reader, note }: Context, folder: string): Promise<boolean> {
  try {
    return (await reader?.eject(folder)) ?? false;
  } catch (cause) {
    note(`${folder} was not ejected: ${AppError.from(cause).message}`);
    return false;
  }
}
