import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { keyOf } from "./key.ts";
import { type Run, runner } from "./tool.ts";

/** Where things are built, and where progress is reported. */
export interface Workshop {
  root: string;
  lock: number;
  say: (line: string) => void;
  signal?: AbortSignal;
}

export interface Recipe {
  /** A word or two: it names the folder in the cache and the log. */
  name: string;
  /** Everything that determines the result. A different input is a different artefact. */
  inputs: Readonly<Record<string, string>>;
  /** Fills an empty folder. May be killed at any time; it then starts again with an empty folder. */
  make: (dir: string, run: Run) => Promise<void>;
}

/** Where finished artefacts are kept: RACKBERRY_CACHE, else /var/cache/rackberry. */
export const cacheRoot = (): string => process.env.RACKBERRY_CACHE || "/var/cache/rackberry";

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const finishedPath = (root: string, { name, inputs }: Recipe): string => join(root, `${name}-${keyOf(inputs)}`);

/** Whether the cache has the recipe's artefact. */
export const isFinished = ({ root }: Pick<Workshop, "root">, recipe: Recipe): Promise<boolean> =>
  exists(finishedPath(root, recipe));

/** Returns the path of a finished artefact, making it when the cache has none for these inputs. */
export async function artefact(workshop: Workshop, recipe: Recipe): Promise<string> {
  const { root, lock, say, signal } = workshop;
  const { name, make } = recipe;
  const finished = finishedPath(root, recipe);
  if (await exists(finished)) {
    say(`${name}: in the cache`);
    return finished;
  }
  signal?.throwIfAborted();
  const begin = performance.now();
  say(`${name}: begins`);
  const unfinished = join(root, `unfinished-${name}`);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await make(unfinished, runner({ log: join(root, "log", `${name}.log`), lock, leash: true, signal }));
  // The artefact appears here, whole or not at all.
  await rename(unfinished, finished);
  say(`${name}: made in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return finished;
}
