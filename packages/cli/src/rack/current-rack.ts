/** Which rack is meant: said, stood in, or the one that was made last. */
import { existsSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { RACK_FILE } from "@rackberry/config";
import { writeOwned } from "../owned-file.ts";
import type { Context } from "../verb.ts";
import { readText } from "./rack-directory.ts";

type Person = Pick<Context, "environment" | "home">;

/** -C, then RACKBERRY, then the current directory or one above it that has a rack.yaml, then the rack that is remembered. */
export async function currentRack(given: string | undefined, person: Person): Promise<string> {
  const here = resolve(".");
  const stoodIn = isRack(here) ? here : rackAbove(here, person);
  return saidRack(given, person) ?? stoodIn ?? (await rememberedRack(person)) ?? here;
}

/** Where a new rack goes: -C, then RACKBERRY, then the current directory. */
export const placeForRack = (given: string | undefined, person: Person): string =>
  saidRack(given, person) ?? resolve(".");

function saidRack(given: string | undefined, { environment }: Person): string | undefined {
  const said = given || environment.RACKBERRY;
  return said ? resolve(said) : undefined;
}

const isRack = (directory: string): boolean => existsSync(join(directory, RACK_FILE));

/** Of this person's alone: in a folder below /tmp, a stranger's rack in /tmp is not meant. */
function rackAbove(directory: string, person: Person): string | undefined {
  const above = dirname(directory);
  if (above === directory) return undefined;
  return isRack(above) && isOwn(above, person) ? above : rackAbove(above, person);
}

function isOwn(directory: string, { environment }: Person): boolean {
  const own = process.getuid?.();
  const { uid } = statSync(join(directory, RACK_FILE));
  return own === undefined || uid === own || (own === 0 && uid === Number(environment.SUDO_UID));
}

/** Undefined also when it is not there any more. */
async function rememberedRack(person: Person): Promise<string | undefined> {
  const file = memory(person);
  const directory = file && (await readText(file).catch(() => undefined))?.trim();
  return directory && isAbsolute(directory) && isRack(directory) ? directory : undefined;
}

/** Throws `refused` when it cannot be written. */
export async function rememberRack(directory: string, person: Person): Promise<void> {
  const file = memory(person);
  if (file !== undefined) await writeOwned(file, `${directory}\n`, { mode: 0o644, home: person.home });
}

function memory({ environment, home }: Person): string | undefined {
  const { XDG_CONFIG_HOME: said } = environment;
  const configuration = said && isAbsolute(said) ? said : home && join(home, ".config");
  return configuration ? join(configuration, "rackberry/current") : undefined;
}
