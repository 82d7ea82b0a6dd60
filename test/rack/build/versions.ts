/** The components of each Kubernetes version that the rack can serve: one row per minor. */

export interface Release {
  /** Without v: 1.36.3 */
  readonly version: string;
  /** Tags that kubeadm of this version requires; `checkImages` compares them with kubeadm's own list. */
  readonly tags: { readonly etcd: string; readonly coredns: string; readonly pause: string };
  /** Folders below modules/, used without upstream: their go.mod says which version of each module is built. */
  readonly modules: { readonly kubernetes: string; readonly etcd: string; readonly coredns: string };
}

export const RELEASES = {
  "1.36": {
    version: "1.36.3",
    tags: { etcd: "3.6.8-0", coredns: "v1.14.2", pause: "3.10.2" },
    // CoreDNS 1.14.2 is not among the Go modules that are served; 1.14.3 is the next one.
    modules: { kubernetes: "kubernetes-1.36", etcd: "etcd-3.6", coredns: "coredns-1.14.3" },
  },
  "1.37": {
    version: "1.37.2",
    tags: { etcd: "3.7.0-0", coredns: "v1.14.6", pause: "3.10.2" },
    // etcdctl and etcdutl are served from 3.7.1 on.
    modules: { kubernetes: "kubernetes-1.37", etcd: "etcd-3.7", coredns: "coredns-1.14.6" },
  },
} as const satisfies Readonly<Record<string, Release>>;

/** A minor version of Kubernetes: 1.36 */
export type Minor = keyof typeof RELEASES;

/** A processor for which the rack serves packages and images. Go and registries use the same names as Debian. */
export type Architecture = "amd64" | "arm64";

/** The architecture of virtual Pis in containers: this machine's own. */
export const OWN_ARCHITECTURE: Architecture = "amd64";

/** The name of something that exists once per architecture. */
export const ofArchitecture = (name: string, architecture: Architecture): string =>
  architecture === OWN_ARCHITECTURE ? name : `${name}-${architecture}`;

/** What the demo and the tests run by default. */
export const DEFAULT_MINOR: Minor = "1.36";

/** Components that are the same for every minor. `version` is the package's, `module` the folder below modules/. */
export const COMMON = {
  kubernetesCni: { version: "1.9.1", module: "cni-plugins" },
  criTools: { version: "1.37.0", module: "cri-tools" },
  /** As the coordinator's manifest names them. */
  flannel: { tag: "v0.28.10", module: "flannel" },
  /** The plugin that is built is 0.9.1, the latest available as a Go module. */
  flannelCni: { tag: "v1.9.1-flannel3", module: "cni-flannel" },
} as const;

/** An image by its upstream name: `registry.k8s.io/coredns/coredns:v1.14.2`. */
export interface ImageName {
  readonly registry: "registry.k8s.io" | "ghcr.io" | "docker.io";
  readonly repository: string;
  readonly tag: string;
}

const COMPONENTS = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"] as const;

/** The images that a worker may have to run. */
const WORKERS: readonly string[] = ["kube-proxy", "coredns/coredns", "pause"];

/**
 * The images that a cluster of this minor pulls before it has workloads. Control planes always have the rack's own
 * architecture, so for others there is only what a worker runs.
 */
export function clusterImages(minor: Minor, architecture: Architecture): readonly ImageName[] {
  const { version, tags } = RELEASES[minor];
  const image = (repository: string, tag: string): ImageName => ({ registry: "registry.k8s.io", repository, tag });
  const images = [
    ...COMPONENTS.map((name) => image(name, `v${version}`)),
    image("coredns/coredns", tags.coredns),
    image("pause", tags.pause),
    image("etcd", tags.etcd),
  ];
  return architecture === OWN_ARCHITECTURE ? images : images.filter(({ repository }) => WORKERS.includes(repository));
}

/** The pod network's images, and one image to deploy. */
export const COMMON_IMAGES: readonly ImageName[] = [
  { registry: "ghcr.io", repository: "flannel-io/flannel", tag: COMMON.flannel.tag },
  { registry: "ghcr.io", repository: "flannel-io/flannel-cni-plugin", tag: COMMON.flannelCni.tag },
  { registry: "docker.io", repository: "library/nginx", tag: "latest" },
];

export const imageText = ({ registry, repository, tag }: ImageName): string => `${registry}/${repository}:${tag}`;
