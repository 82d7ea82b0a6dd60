/** What is in each image, where there is no upstream. */
import { join } from "node:path";
import { type Architecture, COMMON_IMAGES, clusterImages, type ImageName, type Minor } from "./versions.ts";

/** Small files that go into images, and the source of pause. */
export const IMAGE_FILES = join(import.meta.dirname, "images");

export interface ImageContent {
  readonly entrypoint: readonly string[];
  /** Files made here, by their path in the image. */
  readonly files?: Readonly<Record<string, string>>;
  /** Paths taken from Debian's packages; the libraries that their programs and plugins load are included. */
  readonly debian?: readonly string[];
  /** Symbolic links: path to target. */
  readonly links?: Readonly<Record<string, string>>;
}

export interface ImageRecipe extends ImageContent {
  readonly image: ImageName;
}

/** Debian packages from which the `debian` paths are taken. */
export const IMAGE_PACKAGES = ["coreutils", "curl", "nginx-light", "iptables", "conntrack", "netbase"];

const IPTABLES = ["iptables", "ip6tables"].flatMap((name) => [name, `${name}-save`, `${name}-restore`]);
/** Debian's folder of libraries, which is named after the GNU triplet. */
const LIBRARIES: Readonly<Record<Architecture, string>> = {
  amd64: "/usr/lib/x86_64-linux-gnu",
  arm64: "/usr/lib/aarch64-linux-gnu",
};
/** The nftables variant, as on the node: each must see the other's rules. */
const iptables = (architecture: Architecture) => ({
  debian: ["/usr/sbin/xtables-nft-multi", `${LIBRARIES[architecture]}/xtables`, "/etc/protocols"],
  links: Object.fromEntries(IPTABLES.map((name) => [`/usr/sbin/${name}`, "xtables-nft-multi"])),
});

/** Folders with programs. */
export interface ClusterPrograms {
  readonly kubernetes: string;
  /** For the rack's own architecture only. */
  readonly etcd?: string;
  readonly coredns: string;
  /** The program itself. */
  readonly pause: string;
}

export function clusterRecipes(minor: Minor, architecture: Architecture, from: ClusterPrograms): ImageRecipe[] {
  const tables = iptables(architecture);
  const content = (repository: string): ImageContent => {
    const own = {
      entrypoint: [repository],
      files: { [`/usr/local/bin/${repository}`]: join(from.kubernetes, repository) },
    };
    switch (repository) {
      case "kube-proxy":
        return { ...own, ...tables, debian: [...tables.debian, "/usr/sbin/conntrack"] };
      case "coredns/coredns":
        return { entrypoint: ["/coredns"], files: { "/coredns": join(from.coredns, "coredns") } };
      case "pause":
        return { entrypoint: ["/pause"], files: { "/pause": from.pause } };
      case "etcd": {
        const programs = ["etcd", "etcdctl", "etcdutl"].map((name) => [
          `/usr/local/bin/${name}`,
          join(from.etcd ?? "", name),
        ]);
        return { entrypoint: ["etcd"], files: Object.fromEntries(programs) };
      }
      default:
        return own;
    }
  };
  return clusterImages(minor, architecture).map((image) => ({ image, ...content(image.repository) }));
}

/** Folders with programs. */
export interface CommonPrograms {
  readonly flannel: string;
  readonly flannelPlugin: string;
}

const nginx: ImageContent = {
  entrypoint: ["nginx", "-e", "/dev/stderr", "-g", "daemon off;"],
  files: {
    "/etc/nginx/nginx.conf": join(IMAGE_FILES, "nginx.conf"),
    "/etc/passwd": join(IMAGE_FILES, "passwd"),
    "/etc/group": join(IMAGE_FILES, "group"),
  },
  // Upstream's image has curl too.
  debian: ["/usr/sbin/nginx", "/usr/bin/curl"],
};

export function commonRecipes(architecture: Architecture, from: CommonPrograms): ImageRecipe[] {
  const contents: Readonly<Record<string, ImageContent>> = {
    "flannel-io/flannel": {
      ...iptables(architecture),
      entrypoint: ["/opt/bin/flanneld"],
      files: Object.fromEntries(
        ["flanneld", "install-conf"].map((name) => [`/opt/bin/${name}`, join(from.flannel, name)]),
      ),
    },
    "flannel-io/flannel-cni-plugin": {
      entrypoint: [],
      files: { "/flannel": join(from.flannelPlugin, "flannel") },
      debian: ["/bin/cp"],
    },
    "library/nginx": nginx,
  };
  return COMMON_IMAGES.map((image) => {
    const content = contents[image.repository];
    if (!content) throw new Error(`no recipe for ${image.repository}`);
    return { image, ...content };
  });
}
