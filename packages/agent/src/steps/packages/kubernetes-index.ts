/** The Kubernetes packages in a repository's list, and the sentences for what is missing. */
import { AppError } from "@rackberry/protocol";
import { list } from "../tools/sentence.ts";

/** Kubernetes' own packages; they have one version, and are pinned and held. */
export const KUBERNETES_PACKAGES = ["kubeadm", "kubelet", "kubectl"] as const;

/** kubectl takes 60 MB of a card, and without a kubeconfig there is nothing to use it for: the control plane has both. */
export const kubernetesPackagesOf = ({ controlPlane }: { readonly controlPlane: boolean }): readonly string[] =>
  KUBERNETES_PACKAGES.filter((name) => controlPlane || name !== "kubectl");

interface Offer {
  readonly name: string;
  /** 1.36.3 */
  readonly version: string;
  /** As apt wants it: 1.36.3-1.1 */
  readonly exact: string;
  readonly architecture: string;
}

export interface KubernetesIndex {
  readonly url: string;
  /** dpkg's word for this host's. */
  readonly architecture: string;
  readonly offers: readonly Offer[];
}

/** The packages of Kubernetes in the text of a Packages file; what is not a release (1.37.0~rc.1) is left out. */
export function parseOffers(packages: string): readonly Offer[] {
  return packages.split(/\n\s*\n/).flatMap((stanza) => {
    const field = (key: string) => new RegExp(`^${key}: *(\\S+)`, "m").exec(stanza)?.[1] ?? "";
    const [name, exact, architecture] = [field("Package"), field("Version"), field("Architecture")];
    const version = /^(?:\d+:)?(\d+\.\d+\.\d+)(?:-[^-]+)?$/.exec(exact)?.[1];
    if (!version || !(KUBERNETES_PACKAGES as readonly string[]).includes(name)) return [];
    return [{ name, version, exact, architecture }];
  });
}

/** Versions of the minor (1.36) in which every package of Kubernetes is there for this host, newest first. */
export function versionsOf(index: KubernetesIndex, minor: string): readonly string[] {
  const offers = installable(index).filter(({ version }) => minorOf(version) === minor);
  const complete = [...new Set(offers.map(({ version }) => version))].filter((version) =>
    KUBERNETES_PACKAGES.every((name) => offers.some((offer) => offer.name === name && offer.version === version)),
  );
  return complete.sort((a, b) => compare(b, a));
}

/** Throws `refused` when there is no version of the minor, saying what there is instead. */
export function refuseWithout(index: KubernetesIndex, minor: string): void {
  if (versionsOf(index, minor).length > 0) return;
  throw new AppError("refused", absence(index, minor));
}

/** `name=VERSION-REVISION` for apt. Throws `refused` naming the versions that exist when this one does not. */
export function exactPackages(index: KubernetesIndex, names: readonly string[], version: string): readonly string[] {
  const minor = minorOf(version);
  refuseWithout(index, minor);
  const there = versionsOf(index, minor);
  if (!there.includes(version)) {
    const words = `Kubernetes ${version} is not in ${index.url}: it has ${few([...there].reverse())}`;
    throw new AppError("refused", `${words}: set kubernetes in rack.yaml to one of them`);
  }
  return names.map((name) => {
    const offers = installable(index).filter((offer) => offer.name === name && offer.version === version);
    return `${name}=${offers
      .map((offer) => offer.exact)
      .sort(compare)
      .at(-1)}`;
  });
}

/** 1.36.3 is of 1.36. */
export const minorOf = (version: string): string => version.split(".").slice(0, 2).join(".");

function absence(index: KubernetesIndex, minor: string): string {
  const { url, architecture, offers } = index;
  const advice = "check packages.url and kubernetes in rack.yaml";
  if (offers.length === 0) return `${url} has no Kubernetes packages: ${advice}`;
  const ofMinor = offers.filter(({ version }) => minorOf(version) === minor);
  if (ofMinor.length === 0) {
    const minors = unique(offers.map(({ version }) => minorOf(version))).sort(compare);
    return `${url} has Kubernetes ${list(minors)} and not ${minor}: ${advice}`;
  }
  const here = installable({ ...index, offers: ofMinor });
  if (here.length === 0) {
    const others = unique(ofMinor.map((offer) => offer.architecture)).sort();
    return `${url} has Kubernetes ${minor} for ${list(others)} and not for this Pi's ${architecture}: ${advice}`;
  }
  return `${url} has no version of Kubernetes ${minor} with all of ${list(KUBERNETES_PACKAGES)}: ${advice}`;
}

const installable = ({ offers, architecture }: KubernetesIndex): readonly Offer[] =>
  offers.filter((offer) => offer.architecture === architecture || offer.architecture === "all");

const unique = (words: readonly string[]) => [...new Set(words)];

/** "1.36.0, 1.36.1 … 1.36.4" */
const few = (versions: readonly string[]): string =>
  versions.length <= 4 ? list(versions) : `${versions.slice(0, 2).join(", ")} … ${versions.at(-1)}`;

/** By the numbers in them. */
function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => (version.match(/\d+/g) ?? []).map(Number));
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  for (let at = 0; at < length; at += 1) {
    const difference = (left?.[at] ?? -1) - (right?.[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
