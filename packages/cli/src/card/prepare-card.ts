/** A card from a boot partition and an order: look, judge, then write. */
import type { BootFolder } from "./boot-folder.ts";
import { type CardOrder, cardContent, checkOwner } from "./card-content.ts";
import { readStockBoot } from "./stock-boot.ts";
import { writeCard } from "./write-card.ts";

/** Throws `refused` before the first write when this is no card for it; `force` takes another rack's card. */
export async function prepareCard(boot: BootFolder, order: CardOrder, { force = false } = {}): Promise<void> {
  const stock = await readStockBoot(boot);
  if (!force) checkOwner(stock.card, order.secrets.pin);
  await writeCard(boot, cardContent(order, stock));
}
