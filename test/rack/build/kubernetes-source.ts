/** Where the rack gets Kubernetes: from upstream if this machine reaches it, else from Go modules. */
import type { Architecture, Minor } from "./versions.ts";

export interface KubernetesSource {
  /** A line to display: which source, and why not upstream. */
  readonly description: string;
  /** A folder with the packages of one minor: kubeadm, kubelet, kubectl, kubernetes-cni, cri-tools. */
  packages(minor: Minor, architecture: Architecture): Promise<string>;
  /** A folder with `clusterImages(minor, architecture)`, as an `ImageSet` has them. */
  clusterImages(minor: Minor, architecture: Architecture): Promise<string>;
  /** The same for `COMMON_IMAGES`. */
  commonImages(architecture: Architecture): Promise<string>;
}

/** What a source will have to provide. */
export interface Wanted {
  readonly minors: readonly Minor[];
  readonly architectures: readonly Architecture[];
}

/** A source that this machine can use, or a sentence that says why it cannot. */
export type Offer = KubernetesSource | string;

/** Returns the first usable source. When there is none, throws one sentence that says what the machine lacks. */
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
