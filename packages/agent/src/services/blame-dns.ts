/** Why the cluster DNS does not answer: checks the most reliable sign first. Pure. */
import type { Services } from "@rackberry/protocol";
import {
  type Blame,
  blameCoreDns,
  blameKubeProxy,
  LEGACY_RULES,
  NO_RULES,
  quoted,
  ruleTrouble,
  wordsOf,
} from "./blame.ts";
import { blameTheWay } from "./blame-the-way.ts";
import type { Findings } from "./findings.ts";
import type { NodeFacts } from "./node-facts.ts";

export function blameForDns(services: Services, findings: Findings, facts: NodeFacts): Blame {
  const coredns = wordsOf(facts, "coredns");
  const { udp, tcp } = findings;
  // flannel first: CoreDNS cannot start without it, and a failing kube-proxy leaves old rules behind.
  const flannel = services.network.kind === "flannel" ? blameFlannel(services, facts) : undefined;
  if (flannel) return flannel;
  const proxy = ruleTrouble(facts);
  if (proxy) return blameKubeProxy(proxy);
  if (facts.rules.withoutEndpoints.some((port) => port.startsWith("kube-system/kube-dns:"))) {
    const why = `no CoreDNS pod is ready${coredns ? `: ${quoted(coredns)}` : ""}`;
    const cure =
      "to see why: kubectl -n kube-system get pods -l k8s-app=kube-dns; if it lists no pod: " +
      "kubectl -n kube-system scale deployment coredns --replicas=2";
    return { cause: "coredns", why, cure };
  }
  const wrong = udp.find((one) => !["answered", "refused", "silent", "unreachable"].includes(one));
  if (wrong) return blameCoreDns(`CoreDNS says: ${wrong}`, coredns);
  const answersShort = udp.every((one) => one === "answered");
  if (answersShort && tcp.includes("swallowed")) return blameMtu(services, facts);
  if (facts.legacyRules) return LEGACY_RULES;
  if (facts.rules.absent) return NO_RULES;
  return blameTheWay(services, findings, facts) ?? blameCoreDns("CoreDNS does not answer", coredns);
}

const RESTART_FLANNEL = "kubectl -n kube-flannel rollout restart daemonset kube-flannel-ds";

function blameFlannel({ network: { podSubnet } }: Services, facts: NodeFacts): Blame | undefined {
  const words = wordsOf(facts, "kube-flannel");
  const network = facts.flannel?.network ?? "";
  const cure = `correct net-conf.json in the ConfigMap kube-flannel-cfg (namespace kube-flannel), then run: ${RESTART_FLANNEL}`;
  if (facts.flannel && network !== podSubnet) {
    return {
      cause: "flannel",
      why: `flannel uses ${network || "no network"}, but the cluster uses ${podSubnet}`,
      cure,
    };
  }
  if (words && /pod ?cidr|net config|network config/i.test(words.line)) {
    return {
      cause: "flannel",
      why: `flannel's configuration does not match the cluster's ${podSubnet}: ${quoted(words)}`,
      cure,
    };
  }
  if (facts.flannel) return undefined;
  const why = `flannel has not written /run/flannel/subnet.env${words ? `: ${quoted(words)}` : ""}`;
  return { cause: "flannel", why, cure: "for more: kubectl -n kube-flannel get pods -o wide" };
}

/** Bytes that vxlan adds to each packet. */
const VXLAN_OVERHEAD = 50;

function blameMtu({ network }: Services, { mtus }: NodeFacts): Blame {
  const vxlan = mtus.find(({ device }) => device === "flannel.1");
  const cable = mtus.find(({ device }) => !/^(?:flannel|cni)/.test(device));
  const numbers = mtus.map(({ device, mtu }) => `${device} ${mtu}`).join(", ") || "not known";
  const restart = network.kind === "flannel" ? `, then: ${RESTART_FLANNEL}` : "";
  if (vxlan && cable && vxlan.mtu > cable.mtu - VXLAN_OVERHEAD) {
    const why = `the MTU of flannel.1 is ${vxlan.mtu}, but ${cable.device} (${cable.mtu}) has room for only ${cable.mtu - VXLAN_OVERHEAD}`;
    return { cause: "mtu", why, cure: RESTART_FLANNEL };
  }
  const link = cable?.device ?? "the link";
  return {
    cause: "mtu",
    why: `short packets arrive and full-size ones do not, so the link carries less than its MTU (MTU: ${numbers})`,
    cure: `on every node, set the MTU of ${link} to what the switch carries (sudo ip link set ${link} mtu 1400, and in the network settings)${restart}`,
  };
}
