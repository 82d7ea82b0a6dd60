import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import type { Minor } from "./versions.ts";

export interface Repositories {
  readonly debian: string;
  /** By minor. */
  readonly kubernetes: Readonly<Partial<Record<Minor, string>>>;
}

/** One document root for the rack's web server, with a folder for each host name that it serves. */
export async function webRoot(workshop: Workshop, { debian, kubernetes }: Repositories): Promise<string> {
  const places: Record<string, string> = { "deb.debian.org/debian": debian };
  for (const [minor, path] of Object.entries(kubernetes)) places[`pkgs.k8s.io/core:/stable:/v${minor}/deb`] = path;
  return artefact(workshop, {
    name: "web",
    inputs: Object.fromEntries(Object.entries(places).map(([place, path]) => [place, basename(path)])),
    make: async (dir, run) => {
      for (const [place, path] of Object.entries(places)) {
        await mkdir(dirname(join(dir, place)), { recursive: true });
        // Hard links: real files for any server, at no cost.
        await run(["cp", "--archive", "--link", path, join(dir, place)]);
      }
    },
  });
}
