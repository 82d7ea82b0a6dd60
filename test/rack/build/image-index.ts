/** One image for several architectures: an index of their manifests (image-spec v1.0, image-index.md). */
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { addJson, type Descriptor, writeIndex } from "./image-layout.ts";
import type { Run } from "./tool.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";

/** Empties `dir` and makes in it the layout of an image with the manifests of the given layouts. */
export async function joinLayouts(run: Run, dir: string, tag: string, layouts: readonly string[]): Promise<string> {
  await rm(dir, { recursive: true, force: true });
  const blobs = join(dir, "blobs/sha256");
  await mkdir(blobs, { recursive: true });
  const manifests: Descriptor[] = [];
  for (const layout of layouts) {
    await run(["cp", "--archive", "--link", "--force", `${layout}/blobs/sha256/.`, blobs]);
    manifests.push(await manifestOf(layout));
  }
  const index = { schemaVersion: 2, mediaType: INDEX, manifests };
  await writeIndex(dir, tag, await addJson(dir, blobs, INDEX, index));
  return dir;
}

/** The only manifest of a layout, with the platform from its configuration. */
async function manifestOf(layout: string): Promise<Descriptor> {
  const blob = async ({ digest }: Descriptor) =>
    JSON.parse(await readFile(join(layout, "blobs", digest.replace(":", "/")), "utf8"));
  const { manifests } = JSON.parse(await readFile(join(layout, "index.json"), "utf8")) as { manifests: Descriptor[] };
  const [manifest] = manifests;
  if (!manifest) throw new Error(`${layout} has no image`);
  const { mediaType, digest, size } = manifest;
  const { architecture, os, variant } = await blob((await blob(manifest)).config);
  return { mediaType, digest, size, platform: { architecture, os, variant } };
}
