/**
 * Where the firmware reads the kernel's command line: pictl searches for it on the laptop, for a Pi of any model, and
 * the agent on the Pi, for that Pi only.
 */

import { type KnownBoard, worldsOf } from "./boot-worlds.ts";
import { type BootWorld, type ConfigFiles, type ReadBootFile, readConfig, settingsIn } from "./config-txt.ts";

export interface BootLines {
  /** Files that the firmware may read at the next boot, by path, the most likely first. Empty: there are none. */
  readonly live: ReadonlyMap<string, string>;
  /** Files that it may read after a staged update. */
  readonly staged: ReadonlyMap<string, string>;
  /** Paths where the firmware would look; for messages. */
  readonly tried: readonly string[];
  /** Names in cmdline= or os_prefix= for which the boot partition has no file. */
  readonly astray: readonly string[];
  /** Settings of config.txt as the most likely Pi reads them. */
  readonly settings: ReadonlyMap<string, string>;
  /** config.txt and what it includes. */
  readonly config: ConfigFiles;
}

export interface BootCard extends KnownBoard {
  /** Whether the boot partition has a file; absent: every file is assumed to exist. */
  readonly isThere?: (path: string) => Promise<boolean>;
}

/** Every file from which the firmware may take the kernel's command line. Throws `refused` if includes are endless. */
export async function bootLines(
  read: ReadBootFile,
  { isThere = async () => true, ...board }: BootCard = {},
): Promise<BootLines> {
  const config = await readConfig(read);
  const worlds = worldsOf(config, board);
  const asked = new Map<string, Promise<boolean>>();
  const answered = (path: string): Promise<boolean> => {
    const answer = asked.get(path) ?? isThere(path);
    asked.set(path, answer);
    return answer;
  };
  const places = (await Promise.all(worlds.map((world) => placesIn(config, world, answered)))).flat();
  const texts = new Map<string, string>();
  const firstThere = async (paths: readonly string[]): Promise<string | undefined> => {
    for (const path of paths) {
      const text = texts.get(path) ?? (await read(path));
      if (text === undefined) continue;
      texts.set(path, text);
      return path;
    }
    return undefined;
  };
  const found = async (some: readonly (readonly string[])[], not: ReadonlyMap<string, string> = new Map()) => {
    const paths = new Set<string>();
    for (const candidates of some) paths.add((await firstThere(candidates)) ?? "");
    return new Map([...paths].flatMap((path) => (path === "" || not.has(path) ? [] : [[path, texts.get(path) ?? ""]])));
  };
  const now = places.filter(({ world }) => !world.tryboot);
  const later = places.filter(({ world }) => world.tryboot);
  const live = await found(now.map(({ paths }) => paths));
  return {
    live,
    // Ubuntu stages the next system in new/, whatever config.txt says by then.
    staged: await found([["new/cmdline.txt"], ...later.map(({ paths }) => paths)], live),
    tried: [...new Set(now.flatMap(({ paths }) => paths))],
    astray: [...new Set(now.flatMap(({ astray }) => astray))],
    settings: worlds[0] ? settingsIn(config, worlds[0]) : new Map(),
    config,
  };
}

interface Places {
  readonly world: BootWorld;
  /** The first existing file is used. */
  readonly paths: readonly string[];
  readonly astray: readonly string[];
}

/** Kernels that the firmware loads when config.txt names none. */
const KERNELS = ["kernel8.img", "kernel_2712.img"];

/**
 * The firmware ignores a prefix under which it finds no kernel or no device tree, so there may be two paths; a name
 * that begins with / has no prefix. If no kernel is under the prefix, both orders count: some firmware may look for
 * another kernel name.
 */
async function placesIn(files: ConfigFiles, world: BootWorld, isThere: (path: string) => Promise<boolean>) {
  const settings = settingsIn(files, world);
  const name = settings.get("cmdline") ?? "cmdline.txt";
  const prefix = settings.get("os_prefix") ?? "";
  if (name.startsWith("/") || prefix === "") return [placesOf(world, [name])];
  const kernel = settings.get("kernel");
  const kernels = await Promise.all((kernel ? [kernel] : KERNELS).map((one) => isThere(plain(prefix + one))));
  const below = placesOf(world, [prefix + name, name]);
  return kernels.includes(true) ? [below] : [below, placesOf(world, [name, prefix + name])];
}

const plain = (path: string) => path.replace(/^\/+/, "");

function placesOf(world: BootWorld, names: readonly string[]): Places {
  const paths = [...new Set(names.map(plain))];
  const bad = paths.filter((path) => path === "" || path.endsWith("/") || path.split("/").includes(".."));
  // We never write to a path outside the boot partition.
  return { world, paths: paths.filter((path) => !bad.includes(path)), astray: bad.length === paths.length ? bad : [] };
}
