import assert from "node:assert/strict";
import { test } from "node:test";
import type { ContainerWords, Services } from "@rackberry/protocol";
import { diagnose } from "./diagnose.ts";
import type { Findings } from "./findings.ts";
import type { NodeFacts } from "./node-facts.ts";

const flannel: Services = {
  apiAddress: "10.96.0.1",
  dnsAddress: "10.96.0.10",
  dnsName: "kubernetes.default.svc.cluster.local",
  network: { kind: "flannel", podSubnet: "10.244.0.0/16" },
};
const direct: Services = { ...flannel, network: { ...flannel.network, kind: "direct" } };

const six = <T>(reach: T): T[] => Array.from({ length: 6 }, () => reach);
const three = <T>(reach: T): T[] => Array.from({ length: 3 }, () => reach);
const works: Findings = { api: "answered", udp: six("answered"), tcp: three("answered"), endpoints: [] };
const mute: Findings = { ...works, udp: six("silent"), tcp: three("silent") };
const remote = { address: "10.244.0.2", reach: "silent" } as const;
const local = { address: "10.244.1.3", reach: "silent" } as const;

const ROUTES = `Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT
eth0\t00000000\t0100000A\t0003\t0\t0\t100\t00000000\t0\t0\t0
flannel.1\t0000F40A\t0000F40A\t0003\t0\t0\t0\t00FFFFFF\t0\t0\t0
cni0\t0001F40A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
`;
const well: NodeFacts = {
  rules: { absent: false, withoutEndpoints: [], dnsEndpoints: [] },
  legacyRules: false,
  flannel: { network: "10.244.0.0/16", subnet: "10.244.1.1/24" },
  routes: ROUTES,
  mtus: [
    { device: "cni0", mtu: 1450 },
    { device: "eth0", mtu: 1500 },
    { device: "flannel.1", mtu: 1450 },
  ],
  words: [],
};
const PROXY: ContainerWords = {
  pod: "kube-system/kube-proxy-x7k2p",
  container: "kube-proxy",
  line: "\"Failed to execute iptables-restore\" err=< Couldn't load match `statistic'",
};
const FLANNEL: ContainerWords = {
  pod: "kube-flannel/kube-flannel-ds-9fj2k",
  container: "kube-flannel",
  line: 'subnet "10.245.0.0/16" specified in the flannel net config doesn\'t contain "10.244.1.0/24" PodCIDR',
};
const COREDNS: ContainerWords = {
  pod: "kube-system/coredns-5d-abc",
  container: "coredns",
  line: "plugin/forward: boom",
};

const of = (services: Services, findings: Findings, facts: Partial<NodeFacts> = {}) => {
  const found = diagnose(services, findings, { ...well, ...facts });
  return found ? `${found.cause}: ${found.sentence}` : "works";
};

test("what answers works, also without a cluster DNS", () => {
  assert.equal(of(flannel, works), "works");
  assert.equal(of({ ...direct, dnsAddress: "" }, { ...works, udp: [], tcp: [] }), "works");
});

test("a kube-proxy that cannot load a library is named with its words, whatever of the services fails", () => {
  const facts = { words: [COREDNS, PROXY] };
  for (const findings of [{ ...mute, api: "silent" }, { ...mute, api: "refused" }, mute] as const) {
    const sentence = of(flannel, findings, facts);
    assert.match(sentence, /^kube-proxy: .*kube-proxy-x7k2p \(kube-proxy\) says: .*Couldn't load match `statistic'/);
    assert.match(sentence, /kubectl -n kube-system delete pod kube-proxy-x7k2p$/);
  }
  assert.match(
    of(direct, { ...mute, api: "silent" }, facts),
    /^kube-proxy: the API's service address 10\.96\.0\.1:443/,
  );
  assert.deepEqual(
    diagnose(flannel, { ...mute, api: "silent" }, { ...well, ...facts })?.culprits,
    [PROXY],
    "nobody else's words",
  );
});

test("a kube-proxy that has written nothing, and an API server behind it that is away, are told apart", () => {
  const down = { ...works, api: "silent" } as const;
  const rules = well.rules;
  assert.match(
    of(flannel, down, { rules: { ...rules, absent: true } }),
    /^kube-proxy: .*has given the kernel no rules for services/,
  );
  assert.match(of(flannel, down), /^api-server: .*TCP 6443/);
  const without = { ...rules, withoutEndpoints: ["default/kubernetes:https"] };
  assert.match(of(flannel, { ...works, api: "refused" }, { rules: without }), /^api-server: .*refuses.*no API server/);
});

test("words of a kube-proxy that lost the API server for a moment explain no DNS that fails", () => {
  const line = "Failed to watch *v1.Service: dial tcp 10.0.0.2:6443: connect: connection refused";
  const sentence = of(flannel, { ...mute, endpoints: [remote] }, { words: [{ ...PROXY, line }] });
  assert.match(sentence, /^vxlan: /);
});

test("CoreDNS scaled to nothing is refused by the kernel, and the cure is the one command", () => {
  const rules = { ...well.rules, withoutEndpoints: ["kube-system/kube-dns:dns", "kube-system/kube-dns:dns-tcp"] };
  const findings = { ...works, udp: six("refused" as const), tcp: three("refused" as const) };
  const sentence = of(flannel, findings, { rules });
  assert.match(sentence, /^coredns: the cluster DNS 10\.96\.0\.10 refuses from this node.*: no CoreDNS pod is ready: /);
  assert.match(sentence, /kubectl -n kube-system scale deployment coredns --replicas=2$/);
  assert.match(of(direct, findings, { rules, words: [COREDNS] }), /no CoreDNS pod is ready: .*plugin\/forward: boom/);
});

test("rules that say nobody is there, left by a kube-proxy that fails since, are not CoreDNS's fault", () => {
  const rules = { ...well.rules, withoutEndpoints: ["kube-system/kube-dns:dns"] };
  const findings = { ...works, udp: six("refused" as const), tcp: three("refused" as const) };
  assert.match(of(flannel, findings, { rules, words: [PROXY] }), /^kube-proxy: /);
  assert.match(of(flannel, findings, { rules, words: [FLANNEL], flannel: undefined }), /^flannel: /);
});

test("an API server that is away is not kube-proxy's fault, which only says so", () => {
  const line = "Failed to watch *v1.Service: dial tcp 10.0.0.2:6443: connect: connection refused";
  const words = [{ ...PROXY, line }];
  assert.match(of(flannel, { ...works, api: "refused" }, { words }), /^api-server: /);
  const rules = { ...well.rules, absent: true };
  assert.match(of(flannel, { ...works, api: "refused" }, { words, rules }), /^kube-proxy: .*connection refused/);
});

test("CoreDNS that answers nonsense says so itself", () => {
  assert.match(
    of(flannel, { ...works, udp: six("no such name" as const) }),
    /^coredns: .*"no such name".*logs -l k8s-app=kube-dns/,
  );
});

test("flannel with another subnet than the cluster's: by what it wrote, and by what it says", () => {
  const other = { network: "10.245.0.0/16", subnet: "10.245.3.1/24" };
  assert.match(
    of(flannel, mute, { flannel: other }),
    /^flannel: .*flannel uses 10\.245\.0\.0\/16, but the cluster uses 10\.244\.0\.0\/16: fix net-conf\.json/,
  );
  assert.match(
    of(flannel, mute, { flannel: undefined, words: [PROXY, FLANNEL] }),
    /^flannel: .*does not match the cluster's 10\.244\.0\.0\/16: .*kube-flannel-ds-9fj2k .*doesn't contain .* PodCIDR/,
  );
  assert.match(of(flannel, mute, { flannel: undefined }), /^flannel: .*has not written \/run\/flannel\/subnet\.env/);
});

test("a firewall that drops UDP 8472 is named with the port, and with the other cure that people need", () => {
  const sentence = of(flannel, { ...mute, endpoints: [remote] });
  assert.match(sentence, /^vxlan: .*CoreDNS at 10\.244\.0\.2 on another node, asked directly, does not answer either/);
  assert.match(sentence, /UDP 8472.*ufw allow 8472\/udp.*ethtool -K flannel\.1 tx-checksum-ip-generic off$/);
});

test("a way that is broken to one CoreDNS of two is seen, with the numbers", () => {
  const udp = [...six("answered" as const).slice(2), "silent", "silent"] as const;
  const endpoints = [{ ...local, reach: "answered" }, remote] as const;
  const sentence = of(flannel, { ...works, udp, endpoints });
  assert.match(sentence, /^vxlan: only 4 of 6 questions to the cluster DNS 10\.96\.0\.10 were answered/);
  assert.match(sentence, /10\.244\.0\.2/);
});

test("CoreDNS that answers itself, and not behind its service on vxlan: checksums, and the one line that cures them", () => {
  const sentence = of(flannel, { ...mute, endpoints: [{ ...remote, reach: "answered" }] });
  assert.match(sentence, /^checksums: .*flannel#1279, flannel#2152\): on every node: sudo ethtool -K flannel\.1 tx-/);
  assert.match(of(flannel, { ...mute, endpoints: [{ ...local, reach: "answered" }] }), /^kube-proxy: /);
});

test("CoreDNS on this very node that does not answer is nobody's network", () => {
  assert.match(of(flannel, { ...mute, endpoints: [local] }), /^coredns: .*CoreDNS on this node \(10\.244\.1\.3\)/);
});

test("an MTU that is too large for the link is said with the numbers", () => {
  const swallowed = { ...works, tcp: ["answered", "swallowed", "swallowed"] } as const;
  const sentence = of(flannel, swallowed);
  assert.match(sentence, /^mtu: only 1 of 3 questions of 2,000 bytes .*MTU: cni0 1450, eth0 1500, flannel\.1 1450/);
  assert.match(sentence, /ip link set eth0 mtu 1400.*rollout restart daemonset kube-flannel-ds$/);
  const mtus = [
    { device: "eth0", mtu: 1500 },
    { device: "flannel.1", mtu: 1500 },
  ];
  assert.match(of(flannel, swallowed, { mtus }), /^mtu: .*flannel\.1 is 1500, and eth0 \(1500\) has room for 1450/);
  assert.doesNotMatch(of(direct, swallowed), /flannel-ds/);
});

test("rules of iptables-legacy beside those of nft are named", () => {
  assert.match(of(flannel, mute, { legacyRules: true }), /^legacy-rules: .*iptables-legacy.*kubernetes#71305/);
  assert.match(of(flannel, { ...mute, api: "silent" }, { legacyRules: true }), /^legacy-rules: /);
});

test("direct speaks of routes and firewalls that forward, never of vxlan", () => {
  const lost = of(direct, { ...mute, endpoints: [{ ...remote, address: "10.244.7.2" }] }, { flannel: undefined });
  assert.match(lost, /^routes: .*no route leads to CoreDNS at 10\.244\.7\.2/);
  const routes = ROUTES.replaceAll("flannel.1\t0000F40A\t0000F40A", "eth0\t0000F40A\t0200000A");
  const dropped = of(direct, { ...mute, endpoints: [remote] }, { flannel: undefined, routes });
  assert.match(dropped, /^routes: .*10\.244\.0\.2, over 10\.0\.0\.2, asked directly, does not answer either.*forward/);
  for (const sentence of [lost, dropped, of(direct, mute)]) assert.doesNotMatch(sentence, /vxlan|8472|flannel/);
});

test("where nothing is known, the sentence still says what does not work and where to look", () => {
  const sentence = of(flannel, mute);
  assert.match(
    sentence,
    /^coredns: the cluster DNS 10\.96\.0\.10 does not answer from this node, asked for kubernetes\./,
  );
});
