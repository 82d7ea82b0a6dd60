/** What kube-proxy has told the kernel, read off iptables-save. Pure. */

export interface ServiceRules {
  /** kube-proxy wrote none at all. */
  readonly absent: boolean;
  /** Ports of services without anybody behind them: kube-system/kube-dns:dns. */
  readonly withoutEndpoints: readonly string[];
  /** Addresses of the pods that answer UDP questions to the cluster DNS. */
  readonly dnsEndpoints: readonly string[];
}

/** `saved` is undefined where iptables cannot be asked. */
export function readServiceRules(saved: string | undefined): ServiceRules {
  if (saved === undefined) return { absent: false, withoutEndpoints: [], dnsEndpoints: [] };
  const all = (pattern: RegExp) => [...new Set([...saved.matchAll(pattern)].map((match) => match[1] ?? ""))].sort();
  return {
    // The kubelet makes KUBE chains of its own.
    absent: !/^-A KUBE-(?:SERVICES|SVC-|SEP-)/m.test(saved),
    withoutEndpoints: all(/--comment "?(\S+) has no (?:local )?endpoints"?/g),
    dnsEndpoints: all(
      /^-A KUBE-SEP-\S+ -p udp .*--comment "?kube-system\/kube-dns:dns"? .*--to-destination ([\d.]+):\d+/gm,
    ),
  };
}

/** Whether there is any rule that does something. */
export const hasRules = (saved: string): boolean => /^-A /m.test(saved);
