import { copyFile, link, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { indexRepository } from "./repository.ts";
import { publicKey } from "./signing-keys.ts";
import type { Run } from "./tool.ts";
import { type Architecture, clusterImages, imageText, type Minor, OWN_ARCHITECTURE, RELEASES } from "./versions.ts";

const fields = (minor: Minor, architectures: readonly Architecture[]) => ({
  Origin: `obs://build.opensuse.org/isv:kubernetes:core:stable:v${minor}/deb`,
  Label: `isv:kubernetes:core:stable:v${minor}`,
  Architectures: architectures.join(" "),
  Description: "Kubernetes packages of the virtual rack",
});

/** A flat, signed repository of one minor's packages, laid out like https://pkgs.k8s.io/core:/stable:/v1.36/deb/. */
export async function kubernetesRepository(
  workshop: Workshop,
  minor: Minor,
  from: { readonly packages: ReadonlyMap<Architecture, string>; readonly keys: string },
): Promise<string> {
  const architectures = [...from.packages.keys()];
  return artefact(workshop, {
    name: `kubernetes-repository-${minor}`,
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      packages: [...from.packages.values()].map((folder) => basename(folder)).join(" "),
      keys: basename(from.keys),
    },
    make: async (dir, run) => {
      for (const [architecture, packages] of from.packages) {
        const pool = join(dir, architecture);
        await mkdir(pool);
        for (const name of await readdir(packages)) await link(join(packages, name), join(pool, name));
      }
      await checkImages(run, dir, join(dir, OWN_ARCHITECTURE), minor);
      const indexes = [{ index: ".", packages: architectures }];
      const place = { root: dir, release: ".", indexes, fields: fields(minor, architectures) };
      await indexRepository(run, place, { keys: from.keys, by: "kubernetes" });
      await copyFile(publicKey(from.keys, "kubernetes"), join(dir, "Release.key"));
    },
  });
}

/** kubeadm decides which images there have to be. */
async function checkImages(run: Run, dir: string, pool: string, minor: Minor): Promise<void> {
  const { version } = RELEASES[minor];
  const deb = (await readdir(pool)).find((name) => name.startsWith(`kubeadm_${version}-`));
  if (!deb) throw new Error(`the packages of ${minor} have no kubeadm ${version}`);
  const work = join(dir, "work");
  await run(["dpkg-deb", "--extract", join(pool, deb), work]);
  const kubeadm = join(work, "usr/bin/kubeadm");
  const said = (await run([kubeadm, "version", "--output", "short"])).trim();
  if (said !== `v${version}`) throw new Error(`the kubeadm of package ${deb} calls itself ${said}`);
  const asked = await run([kubeadm, "config", "images", "list", "--kubernetes-version", `v${version}`]);
  const made = new Set(clusterImages(minor, OWN_ARCHITECTURE).map(imageText));
  const missing = asked.split("\n").filter((name) => name && !made.has(name));
  if (missing.length > 0) throw new Error(`kubeadm ${version} asks for other images: ${missing.join(" ")}`);
  await rm(work, { recursive: true });
}
