/** The rules that kube-proxy gave the kernel, parsed from iptables-save. Pure. */

export interface ServiceRules {
  /** kube-proxy has written none at all. */
  readonly absent: boolean;
  /** Service ports with no endpoint, such as kube-system/kube-dns:dns. */
  readonly withoutEndpoints: readonly string[];
  /** Addresses of the pods to which the cluster DNS sends UDP questions. */
  readonly dnsEndpoints: readonly string[];
}

/** `saved` is undefined if iptables cannot be run. */
export function readServiceRules(saved: string | undefined): ServiceRules {
  if (saved === undefined) return { absent: false, withoutEndpoints: [], dnsEndpoints: [] };
  const all = (pattern: RegExp) => [...new Set([...saved.matchAll(pattern)].map((match) => match[1] ?? ""))].sort();
  return {
    // Not just any KUBE chain: the kubelet creates some of its own.
    absent: !/^-A KUBE-(?:SERVICES|SVC-|SEP-)/m.test(saved),
    withoutEndpoints: all(/--comment "?(\S+) has no (?:local )?endpoints"?/g),
    dnsEndpoints: all(
      /^-A KUBE-SEP-\S+ -p udp .*--comment "?kube-system\/kube-dns:dns"? .*--to-destination ([\d.]+):\d+/gm,
    ),
  };
}

/** Whether any chain has a rule. */
export const hasRules = (saved: string): boolean => /^-A /m.test(saved);
