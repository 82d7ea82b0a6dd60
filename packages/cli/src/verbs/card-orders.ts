/** The content of the cards that one command makes. */
import { createPublicKey } from "node:crypto";
import { resolve } from "node:path";
import { type NodeRole, nodeName, versionNotices } from "@rackberry/config";
import { AppError, newCardId } from "@rackberry/protocol";
import { bootFolder } from "../card/boot-folder.ts";
import type { CardOrder } from "../card/card-content.ts";
import { type PackageName, readPackage } from "../card/packages-folder.ts";
import { readPartition } from "../card/partition.ts";
import { warnOfHouse } from "../house-warnings.ts";
import { type MadeCard, readCards } from "../rack/card-list.ts";
import { rackFiles, readRack, readReleaseKey, readSecrets } from "../rack/rack-directory.ts";
import { refuseOtherSecrets, secretsMark } from "../rack/secrets-mark.ts";
import { packagesOf } from "../release/packages-of.ts";
import { type Context, text, usageError, type Values } from "../verb.ts";

export interface CardOrders {
  /** The rack's name. */
  readonly rack: string;
  /** One more card, with an id of its own. */
  order(role: NodeRole): Promise<CardOrder>;
  /** What the user should know about the cards once they are made. */
  readonly hints: readonly string[];
}

/**
 * `folder` is that of the single card, if it was named. Throws a usage error, or the error from reading the rack
 * directory, that folder or the packages.
 */
export async function openOrders(context: Context, values: Values, folder?: string): Promise<CardOrders> {
  const { directory } = context;
  const arch = architecture(text(values, "arch"));
  const name = piName(text(values, "name"));
  const [rack, secrets] = [await readRack(directory), await readSecrets(directory)];
  const releaseKey = createPublicKey(await readReleaseKey(directory));
  // Before 35 MB of packages are downloaded for it.
  if (folder !== undefined) await readPartition(bootFolder(resolve(folder)));
  await warnOfHouse(context, rack.config);
  const packageOf = async (name: PackageName) =>
    readPackage(await packagesOf(context, values, { names: [name], architecture: arch ?? "arm64" }), name, arch);
  const agentPackage = await packageOf("pi-agent");
  const kept = rack.config.nodes.find((node) => node.name !== "" && node.name === name);
  return {
    rack: rack.config.name,
    async order(role) {
      if (role === "worker") refuseOtherSecrets(await readCards(directory), { secrets, releaseKey });
      const master =
        role === "control-plane"
          ? {
              coordinatorPackage: await packageOf("pi-coordinator"),
              files: await rackFiles(directory, rack),
            }
          : undefined;
      const flags = !values["no-cgroup-flags"];
      return { rack, secrets, releaseKey, cardId: newCardId(), name, flags, agentPackage, master };
    },
    hints: [
      ...versionNotices(rack.config.kubernetes, context.now()),
      ...(kept ? [`rack.yaml reserves the name ${name} for the Pi ${kept.serial}: put this card into that Pi`] : []),
      ...(rack.sshKeys.length > 0 ? [] : [NO_KEY]),
    ],
  };
}

const NO_KEY =
  "rack.yaml has no ssh key, so the password logins of the image, or those set in Imager, stay enabled (Ubuntu's own is ubuntu, with the password ubuntu): put your key into user.sshKeys to disable them";

/** Whose card it is, as shown to a person. */
export function ownerOf({ master, name, rack }: CardOrder): string {
  const whose = master ? `the master${name ? `, ${name},` : ""}` : (name ?? "a node");
  return `${whose} of ${rack.config.name}`;
}

/** The card's entry in cards.json. `now` is in milliseconds since 1970. */
export function madeCard(order: CardOrder, os: string, now: number): MadeCard {
  const { cardId, master, name } = order;
  return {
    id: cardId,
    role: master ? "control-plane" : "worker",
    ...(name === undefined ? {} : { name }),
    time: new Date(now).toISOString(),
    os,
    ...(master && { mark: secretsMark(order) }),
  };
}

function architecture(value: string | undefined): string | undefined {
  if (value === undefined || value === "arm64" || value === "amd64") return value;
  throw usageError(`--arch ${value}: only arm64 and amd64 are available`);
}

function piName(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : nodeName(value);
  } catch (cause) {
    throw usageError(`--name: ${AppError.from(cause).message}`);
  }
}
