/** The card's own file: what the owner wrote on it to introduce this Pi to a rack. */
import { AppError, grammar } from "@rackberry/protocol";
import { BOOT_FOLDERS } from "../boot-folders.ts";
import type { Host } from "../host/host.ts";

export interface Card {
  /** Where it was found. */
  readonly path: string;
  readonly rack: string;
  /** Key hash of the rack's coordinator. */
  readonly pin: string;
  /** Hash of the rack's release key, with which packages are signed; "" when the card names none. */
  readonly release: string;
  readonly cardId: string;
  /** The name that the owner gave this Pi; absent when the rack chooses one. */
  readonly name?: string;
  /** 32 bytes; absent once the card is spent. */
  readonly secret?: Buffer;
}

/** The first card.json in the boot folders; `undefined` if there is none. Throws `invalid` naming the file. */
export async function readCard(host: Host, bootFolders: readonly string[] = BOOT_FOLDERS): Promise<Card | undefined> {
  for (const folder of bootFolders) {
    const path = `${folder}/rackberry/card.json`;
    const content = await host.read(path);
    if (content !== undefined) return parseCard(path, content);
  }
  return undefined;
}

export function parseCard(path: string, content: string): Card {
  try {
    const { version, rack, pin, release, cardId, name, cardSecret } = (JSON.parse(content) ?? {}) as Record<
      string,
      unknown
    >;
    if (version !== 1) throw new AppError("invalid", `version ${JSON.stringify(version)} is not supported`);
    return {
      path,
      rack: grammar.label(rack),
      pin: grammar.keyHash(pin),
      release: release === undefined ? "" : grammar.keyHash(release),
      cardId: grammar.cardId(cardId),
      ...(name !== undefined && { name: grammar.label(name) }),
      ...(cardSecret !== undefined && { secret: secretOf(cardSecret) }),
    };
  } catch (cause) {
    throw new AppError("invalid", `${path}: ${AppError.from(cause).message}; write the card again with pictl card`, {
      cause,
    });
  }
}

/** Rewrites the card without its secret. Throws `refused` when the boot partition cannot be written. */
export async function eraseSecret(host: Host, card: Card): Promise<void> {
  const { path, rack, pin, cardId, name } = card;
  const release = card.release || undefined;
  await host.write(path, `${JSON.stringify({ version: 1, rack, pin, release, cardId, name }, null, 2)}\n`);
}

function secretOf(value: unknown): Buffer {
  if (typeof value === "string" && /^[0-9a-f]{64}$/.test(value)) return Buffer.from(value, "hex");
  // The value is left out: it may be a secret with one digit too many.
  throw new AppError("invalid", "cardSecret is not 64 hex digits");
}
