/** The rack's image registry: what Pis ask registry.k8s.io, ghcr.io and docker.io for, by way of a mirror setting. */
import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { joinLayouts } from "./image-index.ts";
import { withRegistry } from "./registry-server.ts";
import { type ImageName, imageText } from "./versions.ts";

/** Images in a folder, each in an OCI image layout of its own. */
export interface ImageSet {
  readonly folder: string;
  readonly images: readonly ImageName[];
}

/** Every image once, with a layout for each architecture that has it. */
function layouts(
  sets: readonly ImageSet[],
): readonly { readonly image: ImageName; readonly each: readonly string[] }[] {
  const all = sets.flatMap(({ folder, images }) => images.map((image) => ({ image, layout: layoutOf(folder, image) })));
  return [...Map.groupBy(all, ({ image }) => imageText(image)).values()].map((ones) => ({
    image: (ones[0] as (typeof ones)[number]).image,
    each: ones.map(({ layout }) => layout),
  }));
}

/** Where an image's layout is in its set's folder. */
export const layoutOf = (folder: string, image: ImageName): string =>
  join(folder, imageText(image).replaceAll(/[/:]/g, "_"));

/** The store of a docker-registry with all images of these sets; a mirror is asked without the registry's own name. */
export async function registry(workshop: Workshop, sets: readonly ImageSet[]): Promise<string> {
  return artefact(workshop, {
    name: "registry",
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      sets: sets.map(({ folder }) => basename(folder)).join(" "),
    },
    make: async (dir, run) => {
      const work = join(dir, "work");
      await mkdir(work);
      await withRegistry(run, work, dir, async (host) => {
        for (const { image, each } of layouts(sets)) {
          const name = `docker://${host}/${image.repository}:${image.tag}`;
          const layout = each.length === 1 ? each[0] : await joinLayouts(run, join(work, "joined"), image.tag, each);
          const from = `oci:${layout}:${image.tag}`;
          await run(["skopeo", "copy", "--all", "--preserve-digests", "--dest-tls-verify=false", from, name]);
          await run(["skopeo", "inspect", "--tls-verify=false", name]);
        }
      });
      await rm(work, { recursive: true });
    },
  });
}
