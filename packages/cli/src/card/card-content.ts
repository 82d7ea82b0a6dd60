/** Everything that goes on a card, as data. Pure. */
import type { KeyObject } from "node:crypto";
import type { Rack } from "@rackberry/config";
import { AppError, cardSecret, keyHashOf } from "@rackberry/protocol";
import type { Secrets } from "../rack/rack-directory.ts";
import type { FirstBootFiles } from "./first-boot/first-boot.ts";
import { INSTALL_SCRIPT } from "./first-boot/install-script.ts";

export interface CardOrder {
  readonly rack: Rack;
  readonly secrets: Secrets;
  /** Public half of the key that signs packages of the agent; its private half is on no card. */
  readonly releaseKey: KeyObject;
  /** Fresh: 32 hex digits. */
  readonly cardId: string;
  /** A name of its own for this Pi, an RFC 1123 label; absent: the rack names it. */
  readonly name?: string;
  /** The kernel's flags for the memory cgroup go on the card. */
  readonly flags: boolean;
  readonly agentPackage: Uint8Array;
  /** The master's card only. */
  readonly master?: { readonly coordinatorPackage: Uint8Array; readonly files: ReadonlyMap<string, string> };
}

export interface CardContent {
  /** Files of the folder rackberry, by name in it. It replaces the whole folder. */
  readonly folder: ReadonlyMap<string, string | Uint8Array>;
  /** Files at the top of the partition, in the order of writing: the one that sets all in motion last. */
  readonly top: ReadonlyMap<string, string | Uint8Array>;
}

export function cardContent(
  { rack, secrets, releaseKey, cardId, name, agentPackage, master }: CardOrder,
  firstBoot: FirstBootFiles,
): CardContent {
  const card = {
    version: 1,
    rack: rack.config.name,
    pin: secrets.pin,
    release: keyHashOf(releaseKey),
    cardId,
    name,
    cardSecret: cardSecret(secrets.rackSecret, cardId, { role: master ? "control-plane" : "worker", name }).toString(
      "hex",
    ),
  };
  const folder = new Map<string, string | Uint8Array>([
    ["card.json", `${JSON.stringify(card, null, 2)}\n`],
    ["install.sh", INSTALL_SCRIPT],
    ...firstBoot.folder,
    ["pi-agent.deb", agentPackage],
  ]);
  if (master) {
    folder.set("pi-coordinator.deb", master.coordinatorPackage);
    for (const [file, content] of master.files) folder.set(`master/${file}`, content);
    folder.set("master/coordinator.key", secrets.coordinatorKey.pem);
    folder.set("master/release.pub", releaseKey.export({ type: "spki", format: "pem" }) as string);
    if (secrets.tokenIsOwn) folder.set("master/api.token", `${secrets.apiToken}\n`);
    folder.set("master/rack.secret", `${secrets.rackSecret.toString("hex")}\n`);
  }
  return { folder, top: firstBoot.top };
}

/** Throws `refused` when the card is another rack's. */
export function checkOwner(card: string | undefined, pin: string): void {
  if (card === undefined) return;
  let owner: { rack?: unknown; pin?: unknown } = {};
  try {
    owner = JSON.parse(card) ?? {};
  } catch {
    // Torn, as after a pulled card: nobody can claim it.
    return;
  }
  if (owner.pin === pin || owner.pin === undefined) return;
  const name = typeof owner.rack === "string" ? ` (${JSON.stringify(owner.rack)})` : "";
  throw new AppError("refused", `this card belongs to another rack${name}: --force uses it for this one`);
}
