import { join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { describeTree } from "./key.ts";

const FILES = join(import.meta.dirname, "stock-boot");

/** The boot folder of a freshly flashed card (what the Pi mounts at /boot/firmware). */
export async function stockBoot(workshop: Workshop): Promise<string> {
  return artefact(workshop, {
    name: "boot",
    inputs: { files: await describeTree(FILES) },
    make: async (dir, run) => {
      await run(["rsync", "--recursive", "--chown=root:root", "--chmod=D755,F644", `${FILES}/`, `${dir}/`]);
    },
  });
}
