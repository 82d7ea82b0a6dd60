import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { machineSources, privateApt, sourceLine } from "./debian.ts";

/** What Node is linked to. */
const PACKAGES = ["libc6", "libgcc-s1", "libstdc++6"];

/**
 * The loader and the libraries of an arm64 program, for user-mode emulation. Unpacked and not installed: the machine's own
 * dpkg is not told of another architecture.
 */
export async function arm64Root(workshop: Workshop): Promise<string> {
  return artefact(workshop, {
    name: "arm64-root",
    inputs: { recipe: await readFile(import.meta.filename, "utf8") },
    make: async (dir, run) => {
      const sources = (await machineSources(run)).map((source) => sourceLine("deb", source));
      const work = join(dir, "work");
      const apt = await privateApt(run, work, { sources, architecture: "arm64" });
      const debs = join(work, "debs");
      await mkdir(debs);
      await apt(["download", ...PACKAGES], { cwd: debs });
      for (const deb of await readdir(debs)) await run(["dpkg-deb", "--extract", join(debs, deb), dir]);
      await rm(work, { recursive: true });
    },
  });
}
