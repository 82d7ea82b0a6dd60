/** What a card says to the agent; `pictl card` writes the same, with much besides. */
import { cardSecret, newCardId } from "../../packages/protocol/src/trust.ts";

export interface Owner {
  readonly rack: string;
  /** The coordinator's key hash. */
  readonly pin: string;
  /** The rack secret, hex. */
  readonly secret: string;
}

/** Content of a card.json with an id that was never there before. */
export function newCard({ rack, pin, secret }: Owner): string {
  const cardId = newCardId();
  const own = cardSecret(Buffer.from(secret, "hex"), cardId, { role: "worker" }).toString("hex");
  return `${JSON.stringify({ version: 1, rack, pin, cardId, cardSecret: own })}\n`;
}
