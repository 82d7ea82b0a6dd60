/** Where the rack has Kubernetes from: upstream, where this machine reaches it, else Go modules. */
import type { Architecture, Minor } from "./versions.ts";

export interface KubernetesSource {
  /** A line for people: where from, and why not from upstream. */
  readonly description: string;
  /** A folder with the packages of one minor: kubeadm, kubelet, kubectl, kubernetes-cni, cri-tools. */
  packages(minor: Minor, architecture: Architecture): Promise<string>;
  /** A folder with `clusterImages(minor, architecture)`, as an `ImageSet` has them. */
  clusterImages(minor: Minor, architecture: Architecture): Promise<string>;
  /** The same of `COMMON_IMAGES`. */
  commonImages(architecture: Architecture): Promise<string>;
}

/** What will be asked of a source. */
export interface Wanted {
  readonly minors: readonly Minor[];
  readonly architectures: readonly Architecture[];
}

/** A source that this machine has, or a sentence that says why it has it not. */
export type Offer = KubernetesSource | string;

/** The first source that there is. Throws one sentence that says what the machine lacks when there is none. */
export async function chooseSource(offers: readonly (() => Promise<Offer>)[]): Promise<KubernetesSource> {
  const missing: string[] = [];
  for (const offer of offers) {
    const source = await offer();
    if (typeof source !== "string") {
      return { ...source, description: [...missing, source.description].join("; so ") };
    }
    missing.push(source);
  }
  throw new Error(`Kubernetes cannot be had on this machine: ${missing.join(", and ")}`);
}
