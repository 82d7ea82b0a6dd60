/**
 * Moves the card's secret off the boot partition at the agent's first start: FAT has no permissions, so every account
 * on the Pi can read it there. Until the adoption is confirmed, the secret is kept in a file that only root can read.
 */
import { AppError, grammar } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import type { Journal } from "../journal.ts";
import { type Card, eraseSecret } from "./card.ts";

interface Place {
  readonly host: Host;
  /** Folder of card-secret.json. */
  readonly stateFolder: string;
}

const placeOf = (stateFolder: string) => `${stateFolder}/card-secret.json`;

/** The card with the secret that was moved off it earlier. A card made since then has a different id and gets none. */
export async function withKeptSecret({ host, stateFolder }: Place, card: Card): Promise<Card> {
  if (card.secret) return card;
  const kept = parseKept(await host.read(placeOf(stateFolder)));
  return kept?.pin === card.pin && kept.cardId === card.cardId ? { ...card, secret: kept.secret } : card;
}

/**
 * Moves a secret off the card: into our own file first, so that it is never lost. If the card cannot be written, the
 * secret stays there, with a warning. Never rejects.
 */
export async function takeSecret({ host, journal, stateFolder }: Place & { journal: Journal }, card: Card) {
  const { pin, cardId, secret, path: file } = card;
  if (!secret) return;
  try {
    await host.makeDirectory(stateFolder, { mode: 0o700 });
    const content = JSON.stringify({ pin, cardId, secret: secret.toString("hex") });
    await host.write(placeOf(stateFolder), `${content}\n`, { mode: 0o600 });
    await eraseSecret(host, card);
    journal.info("removed the card's secret from the boot partition, which every account can read", { card: cardId });
  } catch (error) {
    const reason = AppError.from(error).message;
    journal.warning(`the card's secret stays where every account can read it: ${reason}`, { file });
  }
}

/** Removes the secret, which is no longer needed. Throws `refused` when it cannot be removed. */
export async function forgetSecret({ host, stateFolder }: Place): Promise<void> {
  await host.remove(placeOf(stateFolder));
}

/** An unreadable secret counts as none; a new card can introduce this Pi. */
function parseKept(content: string | undefined) {
  try {
    const { pin, cardId, secret } = JSON.parse(content ?? "") as Record<string, unknown>;
    // 32 bytes in hex, as a hash is.
    return { pin: grammar.keyHash(pin), cardId: grammar.cardId(cardId), secret: bytes(grammar.sha256(secret)) };
  } catch {
    return undefined;
  }
}

const bytes = (hex: string) => Buffer.from(hex, "hex");
