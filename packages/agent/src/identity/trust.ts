/** Which coordinator this Pi obeys: decided from what the card says and what is remembered. */
import { grammar } from "@rackberry/protocol";
import type { Card } from "./card.ts";

/** trust.json: the adoption, or the pin that a person typed on this Pi. */
export interface Remembered {
  readonly pin: string;
  /** Hash of the rack's release key; "" when none was named. */
  readonly release: string;
  /** Empty when a person, not a card, named the pin. */
  readonly cardId: string;
  readonly adopted: boolean;
  /** The node's name when it was adopted; for the log. */
  readonly name: string;
  /** Milliseconds since 1970, by this Pi's clock. */
  readonly adoptedAt: number;
}

/** No card and nothing remembered: no coordinator is obeyed. */
export interface Pending {
  readonly kind: "pending";
}
/** The coordinator with this pin may adopt this Pi. */
export interface New {
  readonly kind: "new";
  readonly pin: string;
  /** Hash of the key that signs the agent's packages; "": none is accepted. */
  readonly release: string;
  readonly cardId: string;
  /** Name on the card. */
  readonly cardName?: string;
  /** Absent on a spent card. */
  readonly secret?: Buffer;
  /** A person entered the pin on this Pi, so the coordinator's key is sufficient proof. */
  readonly byPerson: boolean;
}
/** The coordinator with this pin has adopted this Pi, and is obeyed. */
export interface Adopted {
  readonly kind: "adopted";
  readonly pin: string;
  /** Hash of the key that signs the agent's packages; "": none is accepted. */
  readonly release: string;
  readonly cardId: string;
  readonly name: string;
  /** Name on the card, while the card is present. */
  readonly cardName?: string;
  /** Kept until the coordinator shows that it knows of the adoption. */
  readonly secret?: Buffer;
}
export type Trust = Pending | New | Adopted;

/**
 * A card with a fresh secret is the owner's latest decision and overrides what is remembered. A card without one cannot
 * introduce this Pi, so what is remembered applies. If nothing is remembered, the card still says which coordinator may
 * ask; that coordinator learns that the card is spent.
 */
export function decideTrust(card: Card | undefined, memory: Remembered | undefined): Trust {
  const isOfMemory = card?.cardId === memory?.cardId && card?.pin === memory?.pin;
  if (card && !(memory && (isOfMemory || !card.secret))) {
    const { pin, release, cardId, name, secret } = card;
    return { kind: "new", pin, release, cardId, cardName: name, secret, byPerson: false };
  }
  if (!memory) return { kind: "pending" };
  const { pin, release, cardId, name } = memory;
  if (!memory.adopted) return { kind: "new", pin, release, cardId, byPerson: true };
  const known = isOfMemory ? card : undefined;
  return { kind: "adopted", pin, release, cardId, name, cardName: known?.name, secret: known?.secret };
}

/** Reads trust.json; `undefined` for unreadable content, as if this Pi had never been adopted. */
export function parseRemembered(content: string | undefined): Remembered | undefined {
  if (content === undefined) return undefined;
  try {
    const { pin, release, cardId, adopted, name, adoptedAt } = JSON.parse(content) as Record<string, unknown>;
    return {
      pin: grammar.keyHash(pin),
      release: release === "" || release === undefined ? "" : grammar.keyHash(release),
      cardId: cardId === "" ? "" : grammar.cardId(cardId),
      adopted: adopted === true,
      name: typeof name === "string" ? name : "",
      adoptedAt: Number(adoptedAt) || 0,
    };
  } catch {
    return undefined;
  }
}
