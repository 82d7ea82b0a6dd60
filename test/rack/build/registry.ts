import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { writeImageLayout } from "./image-layout.ts";
import { IMAGE_FILES, IMAGE_PACKAGES, type ImageRecipe, imageRecipes } from "./image-recipes.ts";
import { fillImageRoot, unpackPackages } from "./image-root.ts";
import { describeTree } from "./key.ts";
import { KUBERNETES_VERSION } from "./kubernetes-source.ts";
import { withRegistry } from "./registry-server.ts";
import type { Run } from "./tool.ts";

const sourceOf = (name: string): Promise<string> => readFile(join(import.meta.dirname, name), "utf8");

/** The store of a docker-registry that mirrors k8s.gcr.io and docker.io with just the images that a node pulls. */
export async function registry(workshop: Workshop, binaries: string): Promise<string> {
  return artefact(workshop, {
    name: "registry",
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      images: await sourceOf("image-recipes.ts"),
      layout: await sourceOf("image-layout.ts"),
      root: await sourceOf("image-root.ts"),
      files: await describeTree(IMAGE_FILES),
      binaries: basename(binaries),
    },
    make: async (dir, run) => {
      const work = join(dir, "work");
      const pause = join(work, "pause");
      await mkdir(work);
      await run(["gcc", "-Os", "-Wall", "-Werror", "-static", "-s", "-o", pause, join(IMAGE_FILES, "pause.c")]);
      const recipes = imageRecipes({ binaries, pause });
      await checkNames(run, join(binaries, "kubeadm"), recipes);
      const debian = await unpackPackages(run, work, IMAGE_PACKAGES);
      await withRegistry(run, work, dir, async (host) => {
        for (const recipe of recipes) {
          await push(run, { work, debian, host }, recipe);
          workshop.say(`registry: ${recipe.repository}:${recipe.tag}`);
        }
      });
      await rm(work, { recursive: true });
    },
  });
}

/** kubeadm decides which images there have to be. */
async function checkNames(run: Run, kubeadm: string, recipes: readonly ImageRecipe[]): Promise<void> {
  const asked = await run([kubeadm, "config", "images", "list", "--kubernetes-version", `v${KUBERNETES_VERSION}`]);
  const made = new Set(recipes.map(({ repository, tag }) => `k8s.gcr.io/${repository}:${tag}`));
  const missing = asked.split("\n").filter((name) => name && !made.has(name));
  if (missing.length > 0) throw new Error(`kubeadm asks for images that are not made: ${missing.join(" ")}`);
}

async function push(run: Run, at: { work: string; debian: string; host: string }, recipe: ImageRecipe): Promise<void> {
  const image = join(at.work, "image");
  const root = join(image, "root");
  const { tag, entrypoint } = recipe;
  await fillImageRoot(run, root, recipe, at.debian);
  await writeImageLayout(run, join(image, "layout"), { root, tag, entrypoint });
  const name = `docker://${at.host}/${recipe.repository}:${tag}`;
  await run([
    "skopeo",
    "copy",
    "--preserve-digests",
    "--dest-tls-verify=false",
    `oci:${join(image, "layout")}:${tag}`,
    name,
  ]);
  await run(["skopeo", "inspect", "--tls-verify=false", name]);
  await rm(image, { recursive: true });
}
