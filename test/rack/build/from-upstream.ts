/** Kubernetes as everybody gets it: packages of pkgs.k8s.io, signed, and images by digest. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { privateApt } from "./debian.ts";
import type { Offer, Wanted } from "./kubernetes-source.ts";
import { layoutOf } from "./registry.ts";
import type { Run } from "./tool.ts";
import {
  type Architecture,
  COMMON_IMAGES,
  clusterImages,
  type ImageName,
  imageText,
  type Minor,
  ofArchitecture,
  RELEASES,
} from "./versions.ts";

export interface Upstream {
  /** Above the folders of the minors. */
  readonly packages: string;
  /** Fingerprint of the key that signs them. */
  readonly fingerprint: string;
  /** Where each registry is asked: a host and perhaps a port. */
  readonly registries: Readonly<Record<ImageName["registry"], string>>;
  /** Plain http, for a registry on loopback. */
  readonly plain?: boolean;
}

export const UPSTREAM: Upstream = {
  packages: "https://pkgs.k8s.io/core:/stable:/",
  fingerprint: "DE15B14486CD377B9E876E1A234654DA9A296436",
  registries: {
    "registry.k8s.io": "registry.k8s.io",
    "ghcr.io": "ghcr.io",
    "docker.io": "registry-1.docker.io",
  },
};

/** Milliseconds within which each of them must answer to count as reachable. */
const PATIENCE = 5_000;

const repositoryOf = ({ packages }: Upstream, minor: Minor): string => `${packages}v${minor}/deb/`;

/** A sentence instead where this machine does not reach one of them. */
export async function fromUpstream(
  workshop: Workshop,
  { minors }: Pick<Wanted, "minors">,
  upstream: Upstream = UPSTREAM,
): Promise<Offer> {
  const { registries, plain } = upstream;
  const hosts = Object.values(registries).map((host) => `${plain ? "http" : "https"}://${host}/v2/`);
  const places = [...minors.map((minor) => `${repositoryOf(upstream, minor)}InRelease`), ...new Set(hosts)];
  const failures = (await Promise.all(places.map(failure))).filter((one) => one !== undefined);
  if (failures[0] !== undefined) return failures[0];
  const images = (name: string, architecture: Architecture, wanted: readonly ImageName[]) =>
    pull(workshop, upstream, { name, architecture, wanted });
  return {
    description: `Kubernetes comes from ${new URL(upstream.packages).host} and the registries of its images`,
    packages: (minor, architecture) => packages(workshop, upstream, minor, architecture),
    clusterImages: (minor, architecture) =>
      images(`upstream-images-${RELEASES[minor].version}`, architecture, clusterImages(minor, architecture)),
    commonImages: (architecture) => images("upstream-images-common", architecture, COMMON_IMAGES),
  };
}

/** Why nothing answers at this address; a server that answers anything is there. */
async function failure(address: string): Promise<string | undefined> {
  try {
    await fetch(address, { method: "HEAD", signal: AbortSignal.timeout(PATIENCE) });
    return undefined;
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
    return `${new URL(address).host} is not reached from here (${cause?.code ?? cause?.message ?? message})`;
  }
}

async function packages(
  workshop: Workshop,
  upstream: Upstream,
  minor: Minor,
  architecture: Architecture,
): Promise<string> {
  const { version } = RELEASES[minor];
  return artefact(workshop, {
    name: ofArchitecture(`upstream-packages-${version}`, architecture),
    inputs: { recipe: await readFile(import.meta.filename, "utf8"), version, ...keyInputs(upstream) },
    make: async (dir, run) => {
      const work = join(dir, "work");
      await mkdir(work);
      const key = await signingKey(run, work, `${repositoryOf(upstream, minor)}Release.key`, upstream.fingerprint);
      const sources = [`deb [signed-by=${key}] ${repositoryOf(upstream, minor)} /`];
      const apt = await privateApt(run, join(work, "apt"), { sources, architecture });
      const own = ["kubeadm", "kubelet", "kubectl"].map((name) => `${name}=${version}-*`);
      // apt compares what it downloads with the sums in the signed index.
      await apt(["download", ...own, "kubernetes-cni", "cri-tools"], { cwd: work });
      for (const name of (await readdir(work)).filter((file) => file.endsWith(".deb"))) {
        await rename(join(work, name), join(dir, name));
      }
      await rm(work, { recursive: true });
    },
  });
}

const keyInputs = ({ packages, fingerprint, registries }: Upstream) => ({
  upstream: JSON.stringify([packages, fingerprint, registries]),
});

/** Fetches the key and makes sure that it is the one that is known; gives the file. */
async function signingKey(run: Run, work: string, address: string, fingerprint: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  const file = join(work, "Release.asc");
  await writeFile(file, await response.text());
  const shown = await run(["gpg", "--homedir", work, "--batch", "--with-colons", "--show-keys", file]);
  const found = [...shown.matchAll(/^fpr:+([0-9A-F]{40}):/gm)].map(([, one]) => one);
  if (found[0] === fingerprint) return file;
  throw new Error(`${address} is another key than ${fingerprint}: ${found[0] ?? "no key at all"}`);
}

async function pull(
  workshop: Workshop,
  upstream: Upstream,
  { name, architecture, wanted }: { name: string; architecture: Architecture; wanted: readonly ImageName[] },
): Promise<string> {
  return artefact(workshop, {
    name: ofArchitecture(name, architecture),
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      images: wanted.map(imageText).join(" "),
      ...keyInputs(upstream),
    },
    make: async (dir, run) => {
      const verify = upstream.plain ? "false" : "true";
      for (const image of wanted) {
        const place = `docker://${upstream.registries[image.registry]}/${image.repository}`;
        const asked = ["--tls-verify", verify].join("=");
        const digest = (
          await run(["skopeo", "inspect", asked, "--no-tags", "--format", "{{.Digest}}", `${place}:${image.tag}`])
        ).trim();
        // By its digest: what is copied is what was looked at, whatever becomes of the tag meanwhile.
        const to = `oci:${layoutOf(dir, image)}:${image.tag}`;
        await run([
          "skopeo",
          "copy",
          `--src-tls-verify=${verify}`,
          "--override-arch",
          architecture,
          `${place}@${digest}`,
          to,
        ]);
        workshop.say(`${name}: ${imageText(image)}@${digest}`);
      }
    },
  });
}
