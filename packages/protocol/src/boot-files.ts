/**
 * Where the firmware reads the kernel's command line: pictl looks for it on the laptop, for a Pi of any model, and the
 * agent on the Pi, for that one.
 */

import { type KnownBoard, worldsOf } from "./boot-worlds.ts";
import { type BootWorld, type ConfigFiles, type ReadBootFile, readConfig, settingsIn } from "./config-txt.ts";

export interface BootLines {
  /** What the firmware may read at the next boot, by path; the first is the likeliest. None: no such file is there. */
  readonly live: ReadonlyMap<string, string>;
  /** What it may read after an update that is staged. */
  readonly staged: ReadonlyMap<string, string>;
  /** Paths that the firmware would look for, for a sentence. */
  readonly tried: readonly string[];
  /** Names in cmdline= or os_prefix= that lead to no file of the boot partition. */
  readonly astray: readonly string[];
  /** Settings of config.txt as the likeliest Pi reads them. */
  readonly settings: ReadonlyMap<string, string>;
  /** config.txt and what it includes. */
  readonly config: ConfigFiles;
}

export interface BootCard extends KnownBoard {
  /** Whether a file of the boot partition is there; without an answer it is taken for that. */
  readonly isThere?: (path: string) => Promise<boolean>;
}

/** Every file from which the firmware may take the kernel's command line. Throws `refused` for an endless config.txt. */
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
    // Ubuntu stages the next system there, whatever config.txt says by then.
    staged: await found([["new/cmdline.txt"], ...later.map(({ paths }) => paths)], live),
    tried: [...new Set(now.flatMap(({ paths }) => paths))],
    astray: [...new Set(now.flatMap(({ astray }) => astray))],
    settings: worlds[0] ? settingsIn(config, worlds[0]) : new Map(),
    config,
  };
}

interface Places {
  readonly world: BootWorld;
  /** The first that is there is the one. */
  readonly paths: readonly string[];
  readonly astray: readonly string[];
}

/** What the firmware takes for the kernel when config.txt names none. */
const KERNELS = ["kernel8.img", "kernel_2712.img"];

/**
 * The firmware ignores a prefix below which it finds no kernel or no device tree, so there may be two; a name that begins
 * with / has none. Where no kernel is below it, both orders count: another firmware may look for another name.
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
  // A path that leaves the boot partition is nothing that we write.
  return { world, paths: paths.filter((path) => !bad.includes(path)), astray: bad.length === paths.length ? bad : [] };
}
