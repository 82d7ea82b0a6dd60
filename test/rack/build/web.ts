import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";

/** Where each repository is found under the web root: HOST/PATH. */
const PLACES = { debian: "deb.debian.org/debian", kubernetes: "pkgs.k8s.io/core:/stable:/v1.20/deb" } as const;

/** One document root for the rack's web server, with a folder for each host name that it answers for. */
export async function webRoot(workshop: Workshop, from: Record<keyof typeof PLACES, string>): Promise<string> {
  return artefact(workshop, {
    name: "web",
    inputs: { debian: basename(from.debian), kubernetes: basename(from.kubernetes) },
    make: async (dir, run) => {
      for (const [name, place] of Object.entries(PLACES)) {
        await mkdir(dirname(join(dir, place)), { recursive: true });
        // Hard links: real files for any server, at no cost.
        await run(["cp", "--archive", "--link", from[name as keyof typeof PLACES], join(dir, place)]);
      }
    },
  });
}
