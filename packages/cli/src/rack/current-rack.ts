/** Which rack is meant: the one given, the one around the current directory, or the one made last. */
import { existsSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { RACK_FILE } from "@rackberry/config";
import { writeOwned } from "../owned-file.ts";
import type { Context } from "../verb.ts";
import { readText } from "./rack-directory.ts";

type Person = Pick<Context, "environment" | "home">;

/** -C, then RACKBERRY, then the current directory or a parent that has a rack.yaml, then the remembered rack. */
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

/** Only a rack of the user's own: below /tmp, another user's rack in /tmp does not count. */
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

/** Undefined also if that rack no longer exists. */
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
