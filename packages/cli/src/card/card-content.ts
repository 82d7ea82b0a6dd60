/** Everything that goes on a card, as data. Pure. */
import type { Rack } from "@rackberry/config";
import { AppError, cardSecret, withMemoryFlags } from "@rackberry/protocol";
import type { Secrets } from "../rack/rack-directory.ts";
import { isReplaceable, metaData, userData, withInstanceId } from "./first-boot.ts";
import { INSTALL_SCRIPT } from "./install-script.ts";
import type { StockBoot } from "./stock-boot.ts";

export interface CardOrder {
  readonly rack: Rack;
  readonly secrets: Secrets;
  /** Fresh: 32 hex digits. */
  readonly cardId: string;
  /** The kernel's flags for the memory cgroup go on the card. */
  readonly flags: boolean;
  readonly agentPackage: Uint8Array;
  /** The master's card only. */
  readonly master?: { readonly coordinatorPackage: Uint8Array; readonly files: ReadonlyMap<string, string> };
}

export interface CardContent {
  /** Files of the folder rackberry, by name in it. It replaces the whole folder. */
  readonly folder: ReadonlyMap<string, string | Uint8Array>;
  /** Files at the top of the partition, in the order of writing: user-data last, since it sets all in motion. */
  readonly top: ReadonlyMap<string, string>;
}

export function cardContent(
  { rack, secrets, cardId, flags, agentPackage, master }: CardOrder,
  stock: StockBoot,
): CardContent {
  const card = {
    version: 1,
    rack: rack.config.name,
    pin: secrets.pin,
    cardId,
    cardSecret: cardSecret(secrets.rackSecret, cardId).toString("hex"),
  };
  const folder = new Map<string, string | Uint8Array>([
    ["card.json", `${JSON.stringify(card, null, 2)}\n`],
    ["install.sh", INSTALL_SCRIPT],
    ["pi-agent.deb", agentPackage],
  ]);
  if (master) {
    folder.set("pi-coordinator.deb", master.coordinatorPackage);
    for (const [name, content] of master.files) folder.set(`master/${name}`, content);
    folder.set("master/coordinator.key", secrets.coordinatorKey.pem);
    folder.set("master/rack.secret", `${secrets.rackSecret.toString("hex")}\n`);
  }
  const top = new Map<string, string>();
  for (const [name, old] of stock.commandLines) {
    const line = withInstanceId(flags ? withMemoryFlags(old) : old, cardId);
    if (line !== old) top.set(name, line);
  }
  if (stock.userData !== undefined && !isReplaceable(stock.userData)) top.set(keepsake(stock.names), stock.userData);
  top.set("meta-data", metaData(stock.metaData ?? "", cardId));
  top.set("user-data", userData(rack.config.name));
  return { folder, top };
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
  throw new AppError("refused", `this card is of another rack (${JSON.stringify(owner.rack)}): --force makes it yours`);
}

/** A name for the user-data of before that overwrites nothing. */
function keepsake(names: readonly string[]): string {
  const base = "user-data.before-rackberry";
  let name = base;
  for (let number = 2; names.includes(name); number++) name = `${base}-${number}`;
  return name;
}
