/** Turns --device into the one device that the user means. */
import { realpath } from "node:fs/promises";
import { AppError } from "@rackberry/protocol";
import type { DeviceFacts, ReadDevice } from "./device-facts.ts";
import { describeDevice, reasonsAgainst } from "./judge-device.ts";

export interface Person {
  readonly note: (line: string) => void;
  readonly ask?: (question: string) => Promise<string>;
  /** The name given in advance (--yes-i-mean). */
  readonly meant?: string;
}

/** Throws `refused` with every reason against the device, or if its name is not given a second time. Writes nothing. */
export async function chooseDevice(given: string, read: ReadDevice, person: Person): Promise<DeviceFacts> {
  // Names such as /dev/disk/by-id/… are links to the name that is shown.
  const path = await realpath(given).catch(() => given);
  const facts = await judged(path, read);
  for (const line of describeDevice(facts)) person.note(line);
  await confirm(facts, person);
  const now = await judged(path, read);
  // The card may have been swapped while the question was open.
  if (JSON.stringify(now) !== JSON.stringify(facts)) {
    throw new AppError("refused", `/dev/${facts.name} is not the same device as a moment ago: run the command again`);
  }
  return facts;
}

async function judged(path: string, read: ReadDevice): Promise<DeviceFacts> {
  const facts = await read(path);
  if (!facts)
    throw new AppError("refused", `${path} is not a block device: lsblk (on a Mac, diskutil list) lists them`);
  const reasons = reasonsAgainst(facts);
  if (reasons.length > 0) throw new AppError("refused", `${path} cannot be used: ${reasons.join("; ")}`);
  return facts;
}

async function confirm({ name }: DeviceFacts, { ask, meant }: Person): Promise<void> {
  if (meant === undefined && !ask) {
    throw new AppError("refused", `everything on /dev/${name} would be lost: confirm with --yes-i-mean ${name}`);
  }
  const said = meant ?? (await ask?.(`Everything on it will be lost. Type ${name} to continue: `)) ?? "";
  if (said.trim().replace(/^\/dev\//, "") === name) return;
  throw new AppError("refused", `${JSON.stringify(said.trim())} is not ${name}: nothing was done`);
}
