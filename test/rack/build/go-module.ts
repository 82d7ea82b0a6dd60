/** Programs from Go modules that a committed go.sum proves. */
import { readFile, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Recipe, Workshop } from "./cache.ts";
import { type Go, runGo } from "./go.ts";
import { describeTree } from "./key.ts";
import type { Run } from "./tool.ts";
import { type Architecture, ofArchitecture } from "./versions.ts";

const MODULES = join(import.meta.dirname, "modules");
/** Milliseconds between two lines that say how far a build is. */
const EVERY = 15_000;

export interface GoPrograms {
  /** Folder below modules/. */
  readonly module: string;
  /** Import paths, by the name that each program gets. */
  readonly programs: Readonly<Record<string, string>>;
  /** Variables that the linker sets: what the programs say of themselves. */
  readonly stamp?: Readonly<Record<string, string>>;
  /** Linked with C, statically. */
  readonly cgo?: boolean;
  readonly architecture: Architecture;
}

/** Fetches what go.sum names, so that the build needs no network. */
export async function downloadModule(run: Run, go: Go, module: string): Promise<void> {
  await runGo(run, go, ["mod", "download"], { cwd: join(MODULES, module) });
}

/** How a folder with the programs is made; `ready` resolves when the module is downloaded. */
export async function goRecipe(
  say: Workshop["say"],
  go: Go,
  wanted: GoPrograms,
  ready: () => Promise<void>,
): Promise<Recipe> {
  const { module, programs, stamp = {}, cgo = false, architecture } = wanted;
  const cwd = join(MODULES, module);
  const name = ofArchitecture(module, architecture);
  const build = { cwd, cgo, architecture };
  return {
    name,
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      go: go.version,
      module: await describeTree(cwd),
      wanted: JSON.stringify(wanted),
    },
    make: async (dir, run) => {
      await ready();
      const paths = Object.values(programs);
      const listed = await runGo(run, go, ["list", "-deps", ...paths], build);
      const total = listed.trim().split("\n").length;
      const onErrorLines = paced((count) => say(`${name}: ${count} of ${total} packages compiled`));
      const set = Object.entries(stamp).map(([name, value]) => `-X ${name}=${value}`);
      const link = ["-s", "-w", ...set, ...(cgo ? ["-extldflags=-static"] : [])].join(" ");
      // Nobody debugs these programs: without DWARF the compiler takes a tenth less.
      const flags = ["-trimpath", "-gcflags=all=-dwarf=false", `-ldflags=${link}`];
      // A static program must not ask the C library for users and names, which would load more at run time.
      const tags = cgo ? ["-tags=netgo,osusergo"] : [];
      // -v names each package as it is compiled; those that the cache has are not named.
      await runGo(run, go, ["build", "-v", ...flags, ...tags, "-o", `${dir}/`, ...paths], { ...build, onErrorLines });
      for (const [program, path] of Object.entries(programs)) {
        await rename(join(dir, builtName(path)), join(dir, program));
      }
    },
  };
}

/** Go calls a program after its folder; a major version is none. */
const builtName = (path: string): string => basename(path.replace(/\/v\d+$/, ""));

/** Passes on what it is told, but not more often than people read. */
function paced(tell: (count: number) => void): (count: number) => void {
  let last = performance.now();
  return (count) => {
    if (performance.now() - last < EVERY) return;
    last = performance.now();
    tell(count);
  };
}
