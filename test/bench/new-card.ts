/** The part of a card that the agent reads; `pictl card` writes it and much else. */
import { cardSecret, newCardId } from "../../packages/protocol/src/trust.ts";

export interface Owner {
  readonly rack: string;
  /** The coordinator's key hash. */
  readonly pin: string;
  /** The rack secret, hex. */
  readonly secret: string;
}

/** Content of a card.json with a new id. */
export function newCard({ rack, pin, secret }: Owner): string {
  const cardId = newCardId();
  const own = cardSecret(Buffer.from(secret, "hex"), cardId, { role: "worker" }).toString("hex");
  return `${JSON.stringify({ version: 1, rack, pin, cardId, cardSecret: own })}\n`;
}
