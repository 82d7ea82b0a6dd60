/** pictl card N: one card after the other, as they are put into the reader. */
import type { CardOrder } from "../card/card-content.ts";
import { laterWish } from "../card/choose-role.ts";
import { type FoundCard, lookForCards, readerOf, several } from "../card/find-cards.ts";
import { plain } from "../plain.ts";
import { readCards } from "../rack/card-list.ts";
import type { CardReader } from "../reader/card-reader.ts";
import type { Context } from "../verb.ts";
import { type FolderJob, makeFolderCard } from "./card-folder.ts";

/** Each card's order once the card is made. If it ends early, the number of cards made is reported. */
export async function* walkThrough(context: Context, count: number, job: FolderJob): AsyncGenerator<CardOrder> {
  const reader = readerOf(context.reader);
  let made = 0;
  try {
    for (; made < count; made++) {
      const wish = made === 0 ? job.wish : laterWish(job.wish);
      const card = made === 0 ? "a freshly flashed card" : "the next card";
      context.note(`card ${made + 1} of ${count}: put ${card} into the reader …`);
      const { folder, os } = await nextCard(context, reader);
      context.note(`found ${plain(folder)} (${os})`);
      yield await makeFolderCard(context, folder, { ...job, wish });
    }
  } finally {
    if (made < count) context.note(`${made} of ${count} cards were made; for the others: pictl card ${count - made}`);
  }
}

/** The last card is already listed in cards.json, so it is ignored while it is still in the reader. */
async function nextCard({ directory, note, signal }: Context, reader: CardReader): Promise<FoundCard> {
  let said = "";
  while (true) {
    signal.throwIfAborted();
    const { cards, others } = await lookForCards(reader, await readCards(directory));
    const [only, ...more] = cards;
    if (only && more.length === 0) return only;
    const hint = only
      ? `${several(cards)}: leave only one of them in`
      : others.map((why) => `ignored: ${why}`).join("\n");
    if (hint !== said && hint !== "") note(hint);
    said = hint;
    await reader.pause(signal);
  }
}
