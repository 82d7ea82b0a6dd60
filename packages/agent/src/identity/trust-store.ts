/** The current trust, and the two ways in which it changes. */
import { AppError } from "@rackberry/protocol";
import type { Clock, Host } from "../host/host.ts";
import type { Journal } from "../journal.ts";
import { type Card, eraseSecret, readCard } from "./card.ts";
import { forgetSecret, takeSecret, withKeptSecret } from "./card-secret.ts";
import { decideTrust, parseRemembered, type Remembered, type Trust } from "./trust.ts";

export interface TrustStore {
  readonly trust: Trust;
  readonly rack: string;
  /** Stores that the coordinator with the current pin has adopted this Pi. Throws when that cannot be stored. */
  adopt(name: string): Promise<void>;
  /**
   * Erases the card's secret, no longer needed once the coordinator has shown that it knows of the adoption.
   * Not earlier: if either side were killed in between, it could no longer prove itself.
   */
  confirm(): Promise<void>;
}

export interface TrustSources {
  readonly host: Host;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Folder of trust.json. */
  readonly stateFolder: string;
  readonly bootFolders: readonly string[];
}

export const trustPath = (stateFolder: string) => `${stateFolder}/trust.json`;

export async function openTrust(sources: TrustSources): Promise<TrustStore> {
  const { host, clock, journal } = sources;
  const path = trustPath(sources.stateFolder);
  const onCard = await cardOrComplaint(sources);
  const card = onCard && (await withKeptSecret(sources, onCard));
  // Runs while the agent starts to listen: on a slow card it takes as long as the rest of the start.
  const taken = onCard && takeSecret(sources, onCard);
  const memory = parseRemembered(await host.read(path));
  let trust = decideTrust(card, memory);
  if (memory?.adopted && trust.kind === "new") {
    journal.warning("a new card replaces the earlier adoption", { card: trust.cardId, before: memory.cardId });
  }
  return {
    get trust() {
      return trust;
    },
    rack: card?.rack ?? "",
    async adopt(name) {
      if (trust.kind === "pending") throw new AppError("unauthenticated", "this Pi has no pin");
      const { pin, release, cardId, cardName, secret } = { secret: undefined, ...trust };
      await remember(host, path, { pin, release, cardId, adopted: true, name, adoptedAt: clock.now() });
      trust = { kind: "adopted", pin, release, cardId, cardName, name, secret };
    },
    async confirm() {
      if (trust.kind !== "adopted" || !trust.secret) return;
      trust = { ...trust, secret: undefined };
      if (!card) return;
      await taken;
      try {
        await forgetSecret(sources);
        // A card that could not be written at the start still holds its secret.
        if (await holdsSecret(host, card.path)) await eraseSecret(host, card);
        journal.info("the card's secret is spent and erased", { card: card.cardId });
      } catch (error) {
        // The secret is spent nevertheless: the coordinator accepts it for no other key.
        journal.warning(`the spent secret stays on the card: ${AppError.from(error).message}`, { file: card.path });
      }
    },
  };
}

/**
 * `pi-agent trust PIN RELEASE`: a person on this Pi names the coordinator to trust and the key that signs packages.
 * Takes effect at the agent's next start.
 */
export async function trustByPerson(
  host: Host,
  stateFolder: string,
  { pin, release }: Pick<Remembered, "pin" | "release">,
): Promise<void> {
  await host.makeDirectory(stateFolder, { mode: 0o700 });
  await remember(host, trustPath(stateFolder), { pin, release, cardId: "", adopted: false, name: "", adoptedAt: 0 });
}

const holdsSecret = async (host: Host, path: string) => ((await host.read(path)) ?? "").includes('"cardSecret"');

function remember(host: Host, path: string, memory: Remembered): Promise<void> {
  return host.write(path, `${JSON.stringify(memory, null, 2)}\n`, { mode: 0o600 });
}

/** An unreadable card is reported, but does not undo a remembered adoption. */
async function cardOrComplaint({ host, bootFolders, journal }: TrustSources): Promise<Card | undefined> {
  try {
    return await readCard(host, bootFolders);
  } catch (error) {
    journal.error(AppError.from(error).message);
    return undefined;
  }
}
