/** Kubernetes from Go modules, as packages and images like upstream's. */
import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { artefact, isFinished, type Workshop } from "./cache.ts";
import { buildDeb } from "./deb.ts";
import { findGo, type Go } from "./go.ts";
import { downloadModule, type GoPrograms, goRecipe } from "./go-module.ts";
import { writeImageLayout } from "./image-layout.ts";
import { clusterRecipes, commonRecipes, IMAGE_FILES, IMAGE_PACKAGES, type ImageRecipe } from "./image-recipes.ts";
import { fillImageRoot, unpackPackages } from "./image-root.ts";
import { describeTree } from "./key.ts";
import { kubernetesPackages } from "./kubernetes-packages.ts";
import * as programs from "./kubernetes-programs.ts";
import type { Offer, Wanted } from "./kubernetes-source.ts";
import { layoutOf } from "./registry.ts";
import { runner } from "./tool.ts";
import { type Architecture, type Minor, OWN_ARCHITECTURE, ofArchitecture, RELEASES } from "./versions.ts";

const sourceOf = (name: string): Promise<string> => readFile(join(import.meta.dirname, name), "utf8");

/** Every set of programs in build order: quick ones first, to show early whether Go works here. */
const allPrograms = (minors: readonly Minor[], architecture: Architecture): readonly GoPrograms[] => [
  ...[programs.cniPlugins, programs.flannelPlugin, programs.crictl, programs.flannel].map((of) => of(architecture)),
  ...minors.flatMap((minor) => [
    ...(architecture === OWN_ARCHITECTURE ? [programs.etcdPrograms(minor)] : []),
    programs.corednsProgram(minor, architecture),
    programs.kubernetesPrograms(minor, architecture),
  ]),
];

/** `wanted` is what will be requested: its modules are downloaded at once, while other things are built. */
export async function fromModules(workshop: Workshop, wanted: Wanted): Promise<Offer> {
  const run = runner({
    log: join(workshop.root, "log/go.log"),
    lock: workshop.lock,
    leash: true,
    signal: workshop.signal,
  });
  const go = await findGo(workshop, run);
  if (typeof go === "string") return go;
  const build = builder(workshop, go, (module) => downloadModule(run, go, module));
  for (const architecture of wanted.architectures) {
    for (const each of allPrograms(wanted.minors, architecture)) void build(each).catch(() => undefined);
  }
  return {
    description: `Kubernetes is built from Go modules with go${go.version}`,
    async packages(minor, architecture) {
      const { version } = RELEASES[minor];
      const from = {
        kubernetes: await build(programs.kubernetesPrograms(minor, architecture)),
        plugins: await build(programs.cniPlugins(architecture)),
        crictl: await build(programs.crictl(architecture)),
      };
      return artefact(workshop, {
        name: ofArchitecture(`packages-${version}`, architecture),
        inputs: {
          recipe: await sourceOf("kubernetes-packages.ts"),
          deb: await sourceOf("deb.ts"),
          ...Object.fromEntries(Object.entries(from).map(([name, path]) => [name, basename(path)])),
        },
        make: async (dir, make) => {
          for (const deb of kubernetesPackages(version, architecture, from)) await buildDeb(make, dir, deb);
        },
      });
    },
    async clusterImages(minor, architecture) {
      const from = {
        kubernetes: await build(programs.kubernetesPrograms(minor, architecture)),
        ...(architecture === OWN_ARCHITECTURE && { etcd: await build(programs.etcdPrograms(minor)) }),
        coredns: await build(programs.corednsProgram(minor, architecture)),
        pause: join(await pauseProgram(workshop, architecture), "pause"),
      };
      return await images(workshop, `images-${minor}`, architecture, clusterRecipes(minor, architecture, from));
    },
    async commonImages(architecture) {
      const from = {
        flannel: await build(programs.flannel(architecture)),
        flannelPlugin: await build(programs.flannelPlugin(architecture)),
      };
      return await images(workshop, "images-common", architecture, commonRecipes(architecture, from));
    },
  };
}

/**
 * Builds each set of programs once, one after the other, since each build takes all cores. Modules that the cache lacks
 * are downloaded at once.
 */
function builder(workshop: Workshop, go: Go, download: (module: string) => Promise<void>) {
  const begun = new Map<string, Promise<string>>();
  let last: Promise<unknown> = Promise.resolve();
  return (wanted: GoPrograms): Promise<string> => {
    const key = JSON.stringify(wanted);
    const known = begun.get(key);
    if (known) return known;
    const before = last;
    const made = make(before, wanted);
    // A failure is reported where the set is needed, and does not stop the other builds.
    last = made.catch(() => undefined);
    begun.set(key, made);
    return made;
  };

  async function make(before: Promise<unknown>, wanted: GoPrograms): Promise<string> {
    let downloaded: Promise<void> | undefined;
    const ready = () => {
      downloaded ??= download(wanted.module);
      return downloaded;
    };
    const recipe = await goRecipe(workshop.say, go, wanted, ready);
    // A failure is reported when the build needs the module.
    if (!(await isFinished(workshop, recipe))) ready().catch(() => undefined);
    await before;
    return await artefact(workshop, recipe);
  }
}

/** Debian's compilers. */
const COMPILER: Readonly<Record<Architecture, string>> = { amd64: "gcc", arm64: "aarch64-linux-gnu-gcc" };

async function pauseProgram(workshop: Workshop, architecture: Architecture): Promise<string> {
  const source = join(IMAGE_FILES, "pause.c");
  return artefact(workshop, {
    name: ofArchitecture("pause", architecture),
    inputs: { source: await readFile(source, "utf8"), compiler: COMPILER[architecture] },
    make: async (dir, run) => {
      await run([COMPILER[architecture], "-Os", "-Wall", "-Werror", "-static", "-s", "-o", join(dir, "pause"), source]);
    },
  });
}

/** The tree from which images take Debian's programs and libraries. */
async function debianRoot(workshop: Workshop, architecture: Architecture): Promise<string> {
  const made = await artefact(workshop, {
    name: ofArchitecture("images-debian", architecture),
    inputs: { recipe: await sourceOf("image-root.ts"), packages: IMAGE_PACKAGES.join(" ") },
    make: async (dir, run) => {
      await unpackPackages(run, dir, IMAGE_PACKAGES, architecture);
      await rm(join(dir, "apt"), { recursive: true });
    },
  });
  return join(made, "debian");
}

async function images(
  workshop: Workshop,
  name: string,
  architecture: Architecture,
  recipes: readonly ImageRecipe[],
): Promise<string> {
  const debian = await debianRoot(workshop, architecture);
  return artefact(workshop, {
    name: ofArchitecture(name, architecture),
    inputs: {
      // The same wherever the cache and the sources are.
      recipes: JSON.stringify(recipes)
        .replaceAll(workshop.root, "")
        .replaceAll(import.meta.dirname, ""),
      files: await describeTree(IMAGE_FILES),
      layout: await sourceOf("image-layout.ts"),
      debian: basename(join(debian, "..")),
    },
    make: async (dir, run) => {
      const root = join(dir, "root");
      for (const { image, ...content } of recipes) {
        await mkdir(root);
        await fillImageRoot(run, root, content, { debian, architecture });
        const { tag } = image;
        const { entrypoint } = content;
        await writeImageLayout(run, layoutOf(dir, image), { root, tag, architecture, entrypoint });
        await rm(root, { recursive: true });
      }
    },
  });
}
