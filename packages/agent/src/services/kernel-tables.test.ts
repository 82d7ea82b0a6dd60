import assert from "node:assert/strict";
import { test } from "node:test";
import { hasRules, readServiceRules } from "./kube-proxy-rules.ts";
import { wayTo } from "./routes.ts";

const SAVED = `*filter
:KUBE-SERVICES - [0:0]
-A KUBE-SERVICES -d 10.96.0.10/32 -p udp -m comment --comment "kube-system/kube-dns:dns has no endpoints" -m udp --dport 53 -j REJECT --reject-with icmp-port-unreachable
-A KUBE-SERVICES -d 10.96.0.10/32 -p tcp -m comment --comment "kube-system/kube-dns:dns-tcp has no endpoints" -m tcp --dport 53 -j REJECT --reject-with icmp-port-unreachable
COMMIT
`;
const ENDPOINTS = `*nat
-A KUBE-SEP-A -s 10.244.0.2/32 -m comment --comment "kube-system/kube-dns:dns" -j KUBE-MARK-MASQ
-A KUBE-SEP-A -p udp -m comment --comment "kube-system/kube-dns:dns" -m udp -j DNAT --to-destination 10.244.0.2:53
-A KUBE-SEP-B -p tcp -m comment --comment "kube-system/kube-dns:dns-tcp" -m tcp -j DNAT --to-destination 10.244.0.9:53
-A KUBE-SEP-C -p udp -m comment --comment "kube-system/kube-dns:dns" -m udp -j DNAT --to-destination 10.244.2.7:53
COMMIT
`;

test("kube-proxy's rules say which services have no endpoints, and where CoreDNS is", () => {
  assert.deepEqual(readServiceRules(SAVED), {
    absent: false,
    withoutEndpoints: ["kube-system/kube-dns:dns", "kube-system/kube-dns:dns-tcp"],
    dnsEndpoints: [],
  });
  assert.deepEqual(readServiceRules(ENDPOINTS).dnsEndpoints, ["10.244.0.2", "10.244.2.7"]);
});

test("the kubelet's chains do not count as kube-proxy's, and unreadable rules do not count as absent", () => {
  assert.equal(readServiceRules("*mangle\n:KUBE-KUBELET-CANARY - [0:0]\nCOMMIT\n").absent, true);
  assert.equal(readServiceRules(undefined).absent, false);
  assert.equal(hasRules("*nat\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n"), false);
  assert.equal(hasRules(SAVED), true);
});

const ROUTES = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t0100000A\t0003\t0\t0\t100\t00000000\t0\t0\t0
eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
flannel.1\t0000F40A\t0000F40A\t0003\t0\t0\t0\t00FFFFFF\t0\t0\t0
cni0\t0001F40A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
`;

test("the route to an address is the one with the longest prefix, as in the kernel", () => {
  assert.deepEqual(wayTo("10.244.0.2", ROUTES), { device: "flannel.1", gateway: "10.244.0.0", isDefault: false });
  assert.deepEqual(wayTo("10.244.1.2", ROUTES), { device: "cni0", gateway: "", isDefault: false });
  assert.deepEqual(wayTo("10.0.0.7", ROUTES), { device: "eth0", gateway: "", isDefault: false });
  assert.deepEqual(wayTo("10.244.2.2", ROUTES), { device: "eth0", gateway: "10.0.0.1", isDefault: true });
  assert.equal(wayTo("10.244.2.2", ""), undefined);
});
