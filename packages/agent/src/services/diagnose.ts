/** Turns findings and facts into one sentence: what does not work, the likely cause, and what to do. Pure. */
import type { ContainerWords, Services } from "@rackberry/protocol";
import {
  type Blame,
  blameKubeProxy,
  type Cause,
  LEGACY_RULES,
  NO_RULES,
  nameOf,
  ruleTrouble,
  saysNo,
  wordsOf,
} from "./blame.ts";
import { blameForDns } from "./blame-dns.ts";
import type { Findings } from "./findings.ts";
import type { NodeFacts } from "./node-facts.ts";
import type { DnsReach, LargeReach, Reach } from "./reach.ts";

export interface Diagnosis {
  readonly cause: Cause;
  /** What does not work. */
  readonly what: string;
  /** `what`, the likely cause, and what to do. */
  readonly sentence: string;
  /** Newest first. */
  readonly culprits: readonly ContainerWords[];
}

/** Undefined when everything works. */
export function diagnose(services: Services, findings: Findings, facts: NodeFacts): Diagnosis | undefined {
  const { api } = findings;
  if (api !== "answered") {
    const what = `the API's service address ${services.apiAddress}:443 ${saysNo(api)} from this node`;
    return told(what, blameForApi(api, facts), facts);
  }
  const what = dnsTrouble(services, findings);
  return what === undefined ? undefined : told(what, blameForDns(services, findings, facts), facts);
}

function told(what: string, { cause, why, cure }: Blame, { words }: NodeFacts): Diagnosis {
  const suspects = SUSPECTS[cause];
  const isSuspect = ({ pod }: ContainerWords) => suspects.some((suspect) => nameOf(pod).startsWith(suspect));
  return { cause, what, sentence: `${what}: ${why}: ${cure}`, culprits: words.filter(isSuspect).slice(0, 8) };
}

/** Pods whose errors may explain the cause; any other pod's would mislead. */
const SUSPECTS: Readonly<Record<Cause, readonly string[]>> = {
  "kube-proxy": ["kube-proxy"],
  "api-server": ["kube-proxy"],
  "legacy-rules": ["kube-proxy"],
  coredns: ["coredns"],
  flannel: ["kube-flannel"],
  vxlan: ["kube-flannel"],
  checksums: ["kube-flannel"],
  routes: [],
  mtu: [],
  unknown: [""],
};

function blameForApi(api: Reach, facts: NodeFacts): Blame {
  const { rules, legacyRules } = facts;
  const proxy = ruleTrouble(facts) ?? (rules.absent ? wordsOf(facts, "kube-proxy") : undefined);
  if (proxy) return blameKubeProxy(proxy);
  if (rules.withoutEndpoints.includes("default/kubernetes:https")) {
    const cure = "to see why kube-apiserver does not run: sudo journalctl -u kubelet on the control plane";
    return { cause: "api-server", why: "the service has no API server behind it", cure };
  }
  if (legacyRules) return LEGACY_RULES;
  if (rules.absent) return NO_RULES;
  const cure = "check that kube-apiserver runs, and let TCP 6443 through every firewall to the control plane";
  return { cause: "api-server", why: `kube-proxy forwards to the API server, which ${saysNo(api)}`, cure };
}

/** What is wrong with the cluster DNS, as seen by its clients; undefined when nothing is. */
function dnsTrouble({ dnsAddress, dnsName }: Services, { udp, tcp }: Findings): string | undefined {
  const answered = (all: readonly (DnsReach | LargeReach)[]) => all.filter((one) => one === "answered").length;
  const some = (all: readonly (DnsReach | LargeReach)[], how: string) =>
    `only ${answered(all)} of ${all.length} questions ${how}to the cluster DNS ${dnsAddress} were answered from this node`;
  if (udp.length > 0 && answered(udp) === 0) {
    return `the cluster DNS ${dnsAddress} ${saysNo(udp[0] ?? "silent")} from this node, asked for ${dnsName}`;
  }
  if (answered(udp) < udp.length) return some(udp, "");
  if (answered(tcp) < tcp.length) return some(tcp, tcp.includes("swallowed") ? "of 2,000 bytes " : "over TCP ");
  return undefined;
}
