import type { StockSystem, SystemName } from "../api.ts";
import { arm64Root } from "./arm64-root.ts";
import { boardImage } from "./board-image.ts";
import { boardKernel } from "./board-kernel.ts";
import { boardOs } from "./board-os.ts";
import { cacheRoot, type Workshop } from "./cache.ts";
import { debianRepository } from "./debian-repository.ts";
import { fromModules } from "./from-modules.ts";
import { fromUpstream } from "./from-upstream.ts";
import { installHostPackages } from "./host-packages.ts";
import { kubernetesRepository } from "./kubernetes-repository.ts";
import { chooseSource, type KubernetesSource, type Wanted } from "./kubernetes-source.ts";
import { lockCache } from "./lock.ts";
import { type ImageSet, registry } from "./registry.ts";
import { publicKey, signingKeys } from "./signing-keys.ts";
import { stockOs } from "./stock-os.ts";
import { stockSystems } from "./stock-systems.ts";
import {
  type Architecture,
  COMMON_IMAGES,
  clusterImages,
  DEFAULT_MINOR,
  type Minor,
  OWN_ARCHITECTURE,
  RELEASES,
} from "./versions.ts";
import { webRoot } from "./web.ts";

export { HOST_PACKAGES } from "./host-packages.ts";
export { type Architecture, DEFAULT_MINOR, type Minor, RELEASES } from "./versions.ts";

/** Paths of finished artefacts in the cache. Read-only: other racks use them too. */
export interface Artifacts {
  /** The systems that cards are written from. */
  systems: Readonly<Record<SystemName, StockSystem>>;
  /** Document root: a folder for each host name (deb.debian.org, pkgs.k8s.io). */
  web: string;
  /** docker-registry's `storage.filesystem.rootdirectory`. */
  registry: string;
  /** The armoured public key of the Kubernetes repositories. */
  kubernetesKey: string;
  /** The Kubernetes versions that are served, in full, in the order in which they were requested. */
  versions: readonly string[];
}

export interface BuildOptions {
  /** Minors of Kubernetes to serve; 1.36 by default. */
  versions?: readonly Minor[];
  /** Architectures to serve besides this machine's own; control planes always have its own. */
  foreign?: readonly Architecture[];
  /** Called with progress lines: seconds since the start, the artefact, what happens. */
  onProgress?: (line: string) => void;
  signal?: AbortSignal;
}

/** Builds what an arm64 program needs besides itself: a root tree for qemu-aarch64-static's -L. */
export async function buildArm64Root({ onProgress = () => undefined, signal }: BuildOptions = {}): Promise<string> {
  return await inWorkshop(onProgress, signal, arm64Root);
}

/** Builds the image of a whole card for an emulated board. */
export async function buildBoardImage({ onProgress = () => undefined, signal }: BuildOptions = {}): Promise<string> {
  return await inWorkshop(onProgress, signal, async (workshop) => {
    const kernel = await boardKernel(workshop);
    const os = await boardOs(workshop, await signingKeys(workshop));
    return boardImage(workshop, { os, kernel });
  });
}

/** Makes what is not in the cache yet, and returns it all. Needs root. Details of each step: CACHE/log/NAME.log. */
export async function buildAll({
  versions = [DEFAULT_MINOR],
  foreign = [],
  onProgress = () => undefined,
  signal,
}: BuildOptions = {}): Promise<Artifacts> {
  const wanted = { minors: versions, architectures: [OWN_ARCHITECTURE, ...foreign] };
  return await inWorkshop(onProgress, signal, (workshop) => artifacts(workshop, wanted));
}

/** Locks the cache while `work` runs, after installing what the build needs on this machine. */
async function inWorkshop<T>(
  onProgress: (line: string) => void,
  signal: AbortSignal | undefined,
  work: (workshop: Workshop) => Promise<T>,
): Promise<T> {
  const root = cacheRoot();
  const begin = performance.now();
  const say = (line: string) => onProgress(`${((performance.now() - begin) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  await installHostPackages(root, say);
  using lock = await lockCache(root, () => say("another build is under way: waiting for it"));
  return await work({ root, lock: lock.fd, say, signal });
}

async function artifacts(workshop: Workshop, wanted: Wanted): Promise<Artifacts> {
  // Kubernetes' source comes first: a machine without one fails before anything is made. Its downloads begin here.
  const source = await chooseSource([() => fromUpstream(workshop, wanted), () => fromModules(workshop, wanted)]);
  workshop.say(source.description);
  const keys = await signingKeys(workshop);
  const [system, kube] = await Promise.all([
    buildSystem(workshop, wanted, keys),
    buildKubernetes(workshop, source, wanted, keys),
  ]);
  const web = await webRoot(workshop, { debian: system.repository, kubernetes: kube.repositories });
  return {
    systems: system.systems,
    web,
    registry: kube.registry,
    kubernetesKey: publicKey(keys, "kubernetes"),
    versions: wanted.minors.map((minor) => RELEASES[minor].version),
  };
}

async function buildSystem(workshop: Workshop, { architectures }: Wanted, keys: string) {
  const os = await stockOs(workshop, keys);
  const systems = await stockSystems(workshop, os);
  return { systems, repository: await debianRepository(workshop, { os, keys, architectures }) };
}

async function buildKubernetes(
  workshop: Workshop,
  source: KubernetesSource,
  { minors, architectures }: Wanted,
  keys: string,
) {
  const repositories: Partial<Record<Minor, string>> = {};
  const sets: ImageSet[] = [];
  for (const architecture of architectures) {
    sets.push({ folder: await source.commonImages(architecture), images: COMMON_IMAGES });
  }
  for (const minor of minors) {
    const packages = new Map<Architecture, string>();
    for (const architecture of architectures) {
      packages.set(architecture, await source.packages(minor, architecture));
      const folder = await source.clusterImages(minor, architecture);
      sets.push({ folder, images: clusterImages(minor, architecture) });
    }
    repositories[minor] = await kubernetesRepository(workshop, minor, { packages, keys });
  }
  return { repositories, registry: await registry(workshop, sets) };
}
