/** Identifies the secrets of a master's card: that master refuses cards made with other secrets. */
import { createHmac, type KeyObject } from "node:crypto";
import { AppError, keyHashOf } from "@rackberry/protocol";
import { isMaster, type MadeCard } from "./card-list.ts";
import type { Secrets } from "./rack-directory.ts";

interface Keys {
  readonly secrets: Pick<Secrets, "rackSecret" | "pin">;
  /** The public half. */
  readonly releaseKey: KeyObject;
}

/** 16 hex digits, from which a secret of 32 bytes cannot be found. */
export const secretsMark = ({ secrets: { rackSecret, pin }, releaseKey }: Keys): string =>
  createHmac("sha256", rackSecret)
    .update(`${pin} ${keyHashOf(releaseKey)}`)
    .digest("hex")
    .slice(0, 16);

/** Throws `refused` when the master's card in the list was made with other secrets. */
export function refuseOtherSecrets(cards: readonly MadeCard[], keys: Keys): void {
  const mark = cards.find(isMaster)?.mark;
  if (mark === undefined || mark === secretsMark(keys)) return;
  throw new AppError(
    "refused",
    "secrets/ is not what the master's card was made with: coordinator.key, rack.secret or release.key is another " +
      "rack's, and the master would refuse this card. Put them back from your backup, or make the master's card " +
      "anew with these: pictl card --master --again",
  );
}
