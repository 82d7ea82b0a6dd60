import type { StockSystem, SystemName } from "../api.ts";
import { arm64Root } from "./arm64-root.ts";
import { cacheRoot, type Workshop } from "./cache.ts";
import { crictl } from "./crictl.ts";
import { debianRepository } from "./debian-repository.ts";
import { installHostPackages } from "./host-packages.ts";
import { kubernetes } from "./kubernetes.ts";
import { kubernetesRepository } from "./kubernetes-repository.ts";
import { kubernetesSource } from "./kubernetes-source.ts";
import { lockCache } from "./lock.ts";
import { registry } from "./registry.ts";
import { publicKey, signingKeys } from "./signing-keys.ts";
import { stockOs } from "./stock-os.ts";
import { stockSystems } from "./stock-systems.ts";
import { webRoot } from "./web.ts";

export { HOST_PACKAGES } from "./host-packages.ts";

/** Paths of finished artefacts in the cache. Read-only: other racks use them too. */
export interface Artifacts {
  /** What cards are written from. */
  systems: Readonly<Record<SystemName, StockSystem>>;
  /** Document root: a folder for each host name (deb.debian.org, pkgs.k8s.io). */
  web: string;
  /** docker-registry's `storage.filesystem.rootdirectory`. */
  registry: string;
  /** The armoured public key of the Kubernetes repository. */
  kubernetesKey: string;
}

export interface BuildOptions {
  /** A line for people: seconds since the start, the artefact, what happens. */
  onProgress?: (line: string) => void;
  signal?: AbortSignal;
}

/** The same for what an arm64 program needs beside itself: a root tree for qemu-aarch64-static's -L. */
export async function buildArm64Root({ onProgress = () => undefined, signal }: BuildOptions = {}): Promise<string> {
  return await inWorkshop(onProgress, signal, arm64Root);
}

/** Makes what is not in the cache yet, and gives it all. Needs root. Details of each step: CACHE/log/NAME.log. */
export async function buildAll({ onProgress = () => undefined, signal }: BuildOptions = {}): Promise<Artifacts> {
  return await inWorkshop(onProgress, signal, artifacts);
}

/** Takes the cache for `work`, on a machine that has what building needs. */
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

async function artifacts(workshop: Workshop): Promise<Artifacts> {
  const keys = await signingKeys(workshop);
  const [system, kube] = await Promise.all([buildSystem(workshop, keys), buildKubernetes(workshop, keys)]);
  const web = await webRoot(workshop, { debian: system.repository, kubernetes: kube.repository });
  return {
    systems: system.systems,
    web,
    registry: kube.registry,
    kubernetesKey: publicKey(keys, "kubernetes"),
  };
}

async function buildSystem(workshop: Workshop, keys: string) {
  const os = await stockOs(workshop, keys);
  return { systems: await stockSystems(workshop, os), repository: await debianRepository(workshop, { os, keys }) };
}

async function buildKubernetes(workshop: Workshop, keys: string) {
  const source = await kubernetesSource(workshop);
  const tools = { crictl: await crictl(workshop, source), binaries: await kubernetes(workshop, source), keys };
  const repository = await kubernetesRepository(workshop, tools);
  return { repository, registry: await registry(workshop, tools.binaries) };
}
