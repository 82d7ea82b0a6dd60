import { copyFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { buildDeb } from "./deb.ts";
import { machineSources, privateApt, sourceLine } from "./debian.ts";
import { kubernetesPackages } from "./kubernetes-packages.ts";
import { indexRepository } from "./repository.ts";
import { publicKey } from "./signing-keys.ts";
import type { Run } from "./tool.ts";

const FIELDS = {
  Origin: "obs://build.opensuse.org/isv:kubernetes:core:stable:v1.20/deb",
  Label: "isv:kubernetes:core:stable:v1.20",
  Architectures: "amd64",
  Description: "Kubernetes packages of the virtual rack",
};

/** A flat, signed repository laid out like https://pkgs.k8s.io/core:/stable:/v1.20/deb/. */
export async function kubernetesRepository(
  workshop: Workshop,
  from: { binaries: string; crictl: string; keys: string },
): Promise<string> {
  return artefact(workshop, {
    name: "kubernetes-repository",
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      packages: await readFile(join(import.meta.dirname, "kubernetes-packages.ts"), "utf8"),
      binaries: basename(from.binaries),
      crictl: basename(from.crictl),
      keys: basename(from.keys),
    },
    make: async (dir, run) => {
      const plugins = await cniPlugins(run, dir);
      await mkdir(join(dir, "amd64"));
      for (const deb of kubernetesPackages({ ...from, plugins })) await buildDeb(run, join(dir, "amd64"), deb);
      await rm(join(dir, "work"), { recursive: true });
      const place = { root: dir, packages: "amd64", release: ".", index: ".", fields: FIELDS };
      await indexRepository(run, place, { keys: from.keys, by: "kubernetes" });
      await copyFile(publicKey(from.keys, "kubernetes"), join(dir, "Release.key"));
    },
  });
}

/** The standard plugins (bridge, host-local, portmap, …): upstream's package has them in /opt/cni/bin. */
async function cniPlugins(run: Run, dir: string): Promise<string> {
  const work = join(dir, "work");
  const sources = (await machineSources(run)).map((source) => sourceLine("deb", source));
  const apt = await privateApt(run, work, { sources });
  await apt(["download", "containernetworking-plugins"]);
  const deb = (await readdir(work)).find((name) => name.endsWith(".deb"));
  if (!deb) throw new Error("apt-get download left no containernetworking-plugins");
  await run(["dpkg-deb", "--extract", join(work, deb), join(work, "unpacked")]);
  return join(work, "unpacked/usr/lib/cni");
}
