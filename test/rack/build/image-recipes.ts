import { join } from "node:path";
import { KUBERNETES_VERSION } from "./kubernetes-source.ts";

/** Small files that go into images, and the source of pause. */
export const IMAGE_FILES = join(import.meta.dirname, "images");

export interface ImageRecipe {
  /** The path that a registry mirror is asked for: without the registry's own name. */
  repository: string;
  tag: string;
  entrypoint: readonly string[];
  /** Files made here, by their place in the image. */
  files?: Readonly<Record<string, string>>;
  /** Paths taken from Debian's packages; the libraries that programs among them load come along. */
  debian?: readonly string[];
  /** Symbolic links: place to target. */
  links?: Readonly<Record<string, string>>;
}

/** Debian packages that `debian` paths are taken from. */
export const IMAGE_PACKAGES = ["etcd-server", "nginx-light", "iptables", "conntrack", "netbase"];

const IPTABLES = ["iptables", "ip6tables"].flatMap((name) => [name, `${name}-save`, `${name}-restore`]);

/** The images that kubeadm 1.20.2 asks for, and one to deploy. */
export function imageRecipes(from: { binaries: string; pause: string }): ImageRecipe[] {
  const kubernetes = (name: string): ImageRecipe => ({
    repository: name,
    tag: `v${KUBERNETES_VERSION}`,
    entrypoint: [name],
    files: { [`/usr/local/bin/${name}`]: join(from.binaries, name) },
  });
  return [
    kubernetes("kube-apiserver"),
    kubernetes("kube-controller-manager"),
    kubernetes("kube-scheduler"),
    {
      ...kubernetes("kube-proxy"),
      // Through nftables, as the kubelet on the node: the two must see each other's rules.
      debian: [
        "/usr/sbin/xtables-nft-multi",
        "/usr/lib/x86_64-linux-gnu/xtables",
        "/usr/sbin/conntrack",
        "/etc/protocols",
      ],
      links: Object.fromEntries(IPTABLES.map((name) => [`/usr/sbin/${name}`, "xtables-nft-multi"])),
    },
    { repository: "pause", tag: "3.2", entrypoint: ["/pause"], files: { "/pause": from.pause } },
    // CoreDNS is not in Debian. kubeadm's preflight pulls its image even when the addon is skipped, as it is in the rack:
    // this stand-in sleeps, and would never become ready.
    { repository: "coredns", tag: "1.7.0", entrypoint: ["/pause"], files: { "/pause": from.pause } },
    { repository: "etcd", tag: "3.4.13-0", entrypoint: ["etcd"], debian: ["/usr/bin/etcd"] },
    {
      repository: "library/nginx",
      tag: "latest",
      entrypoint: ["nginx", "-e", "/dev/stderr", "-g", "daemon off;"],
      files: {
        "/etc/nginx/nginx.conf": join(IMAGE_FILES, "nginx.conf"),
        "/etc/passwd": join(IMAGE_FILES, "passwd"),
        "/etc/group": join(IMAGE_FILES, "group"),
      },
      debian: ["/usr/sbin/nginx"],
    },
  ];
}
