/** pictl card N --image --device: several cards, one after the other in the same reader. */
import { realpath } from "node:fs/promises";
import type { CardOrder } from "../card/card-content.ts";
import { laterWish } from "../card/choose-role.ts";
import { readerOf } from "../card/find-cards.ts";
import type { DeviceFacts } from "../image/device-facts.ts";
import type { ImageWish } from "../image/image-wish.ts";
import { reasonsAgainst } from "../image/judge-device.ts";
import { ownDevices } from "../image/own-devices.ts";
import { plain } from "../plain.ts";
import type { Context } from "../verb.ts";
import { cardsFromImage, type ImageOptions } from "./card-image.ts";
import type { CardOrders } from "./card-orders.ts";

type DeviceWish = Extract<ImageWish, { to: "device" }>;
type RowOptions = Omit<ImageOptions, "wish"> & { readonly wish: DeviceWish };

/** Each card's order once the card is made. If it ends early, the number of cards made is reported. */
export async function* rowOfCards(
  context: Context,
  orders: Pick<CardOrders, "rack" | "order">,
  options: RowOptions,
): AsyncGenerator<CardOrder> {
  const { wish, role } = options;
  const count = wish.names.length;
  let made = 0;
  try {
    for (const name of wish.names) {
      if (made > 0) await nextCard(context, options, `card ${made + 1} of ${count}`);
      const one = { ...options, wish: { ...wish, names: [name] }, role: made === 0 ? role : laterWish(role) };
      for (const order of await cardsFromImage(context, orders, one)) {
        made++;
        yield order;
      }
    }
  } finally {
    if (count > 1 && made < count) context.note(`${made} of ${count} cards were made`);
  }
}

/** The last card must be seen to have been removed: nothing else reliably distinguishes one new card from another. */
async function nextCard(context: Context, { wish, readDevice = ownDevices }: RowOptions, which: string): Promise<void> {
  const { note, signal } = context;
  const reader = readerOf(context.reader);
  const look = async () => readDevice(await realpath(wish.device).catch(() => wish.device));
  note(`${which}: take out the card that is in ${plain(wish.device)}, and put in the next one …`);
  while (isIn(await look())) await reader.pause(signal);
  let said = "";
  while (true) {
    signal.throwIfAborted();
    const facts = await look();
    const reasons = isIn(facts) ? reasonsAgainst(facts) : [];
    if (isIn(facts) && reasons.length === 0) return;
    const hint = reasons.length === 0 ? "" : `${plain(wish.device)} cannot be used yet: ${reasons.join("; ")}`;
    if (hint !== said && hint !== "") note(hint);
    said = hint;
    await reader.pause(signal);
  }
}

/** A reader without a card is a device of size 0, or absent. */
const isIn = (facts: DeviceFacts | undefined): facts is DeviceFacts => facts !== undefined && facts.bytes > 0;
