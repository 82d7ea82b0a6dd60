/** Why the DNS service fails if nothing on this node explains it: judged by each CoreDNS pod's direct answer. Pure. */
import type { Services } from "@rackberry/protocol";
import { type Blame, blameCoreDns, saysNo, wordsOf } from "./blame.ts";
import type { Findings } from "./findings.ts";
import type { NodeFacts } from "./node-facts.ts";
import { type Way, wayTo } from "./routes.ts";

interface Pod {
  readonly address: string;
  readonly reach: Findings["endpoints"][number]["reach"];
  readonly way: Way | undefined;
}

const CHECKSUMS = "sudo ethtool -K flannel.1 tx-checksum-ip-generic off";

/** Undefined when no pod is known. */
export function blameTheWay({ network }: Services, { endpoints }: Findings, facts: NodeFacts): Blame | undefined {
  const pods = endpoints.map((one): Pod => ({ ...one, way: wayTo(one.address, facts.routes) }));
  if (pods.length === 0) return undefined;
  const mute = pods.filter(({ reach }) => reach !== "answered");
  const elsewhere = mute.find(({ way }) => way?.device !== "cni0");
  if (elsewhere) return network.kind === "flannel" ? blameOverlay(elsewhere) : blameRoute(elsewhere);
  const [here] = mute;
  if (here) {
    return blameCoreDns(`CoreDNS on this node (${here.address}) ${saysNo(here.reach)}`, wordsOf(facts, "coredns"));
  }
  const addresses = pods.map(({ address }) => address).join(", ");
  if (network.kind === "flannel" && pods.some(({ way }) => way?.device !== "cni0")) {
    const why = `CoreDNS (${addresses}) answers when asked directly, so the packets that kube-proxy redirects are lost: the kernel corrupts their checksums on vxlan (flannel#1279, flannel#2152)`;
    return { cause: "checksums", why, cure: `on every node: ${CHECKSUMS}` };
  }
  const cure = "to see why: kubectl -n kube-system logs -l k8s-app=kube-proxy --prefix";
  return {
    cause: "kube-proxy",
    why: `CoreDNS (${addresses}) answers when asked directly, so kube-proxy does not forward to it`,
    cure,
  };
}

function blameOverlay({ address, reach, way }: Pod): Blame {
  if (!way || way.isDefault) {
    const cure = "to see why: kubectl -n kube-flannel logs -l app=flannel --prefix";
    return { cause: "flannel", why: `flannel has made no route to CoreDNS at ${address}`, cure };
  }
  return {
    cause: "vxlan",
    why: `CoreDNS at ${address} on another node, asked directly, ${saysNo(reach)} either, so flannel's packets (vxlan, UDP 8472) do not get through between the nodes`,
    cure: `let UDP 8472 through every firewall on and between the nodes (sudo ufw allow 8472/udp); if there is no firewall, the kernel may corrupt UDP checksums (flannel#1279, flannel#2152): ${CHECKSUMS}`,
  };
}

function blameRoute({ address, reach, way }: Pod): Blame {
  if (!way || way.isDefault) {
    const cure = "pictl plan says what is missing; to check again: sudo systemctl restart pi-agent on this node";
    return { cause: "routes", why: `no route leads to CoreDNS at ${address} on another node`, cure };
  }
  const over = way.gateway ? `reached through ${way.gateway}` : `on ${way.device}`;
  return {
    cause: "routes",
    why: `CoreDNS at ${address}, ${over}, asked directly, ${saysNo(reach)} either, so pods' packets do not get through between the nodes`,
    cure: "let the firewalls on both nodes forward packets from and to the pod subnet (sudo ufw default allow routed)",
  };
}
