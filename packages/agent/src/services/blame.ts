/** The causes that several failures share, and what to do about each. Pure. */
import type { ContainerWords } from "@rackberry/protocol";
import type { NodeFacts } from "./node-facts.ts";
import type { LargeReach } from "./reach.ts";

/** What is wrong, as one word. */
export type Cause =
  | "kube-proxy"
  | "api-server"
  | "coredns"
  | "flannel"
  | "vxlan"
  | "checksums"
  | "routes"
  | "mtu"
  | "legacy-rules"
  | "unknown";

/** Why something fails and what to do; both without a full stop. */
export interface Blame {
  readonly cause: Cause;
  readonly why: string;
  readonly cure: string;
}

export const nameOf = (pod: string) => pod.slice(pod.indexOf("/") + 1);

/** The newest error of a container whose pod's name starts with `prefix`. */
export const wordsOf = ({ words }: NodeFacts, prefix: string): ContainerWords | undefined =>
  words.find(({ pod }) => nameOf(pod).startsWith(prefix));

export const quoted = ({ pod, container, line }: ContainerWords): string => `${pod} (${container}) says: ${line}`;

export function saysNo(reach: LargeReach): string {
  switch (reach) {
    case "answered":
      return "answers";
    case "refused":
      return "refuses";
    case "silent":
    case "swallowed":
      return "does not answer";
    case "unreachable":
      return "cannot be reached";
    default:
      return `answers with "${reach}"`;
  }
}

/** kube-proxy's error, if it concerns the rules rather than an API server that was briefly unreachable. */
export function ruleTrouble(facts: NodeFacts): ContainerWords | undefined {
  const words = wordsOf(facts, "kube-proxy");
  return words && /iptables|nft|restore|shared object|librar/i.test(words.line) ? words : undefined;
}

export function blameKubeProxy(words: ContainerWords): Blame {
  const cure = `fix that, then run: kubectl -n kube-system delete pod ${nameOf(words.pod)}`;
  return { cause: "kube-proxy", why: `kube-proxy on this node is failing: ${quoted(words)}`, cure };
}

export const NO_RULES: Blame = {
  cause: "kube-proxy",
  why: "kube-proxy on this node has given the kernel no rules for services",
  cure: "to see why: kubectl -n kube-system get pods -l k8s-app=kube-proxy -o wide",
};

export const LEGACY_RULES: Blame = {
  cause: "legacy-rules",
  why: "iptables-legacy rules are in force as well as nft rules (kubernetes#71305)",
  cure: "run sudo update-alternatives --set iptables /usr/sbin/iptables-nft, remove the program that fills the legacy tables, and reboot",
};

export function blameCoreDns(why: string, words: ContainerWords | undefined): Blame {
  const cure = "for more: kubectl -n kube-system logs -l k8s-app=kube-dns";
  return { cause: "coredns", why: words ? `${why}, and ${quoted(words)}` : why, cure };
}
