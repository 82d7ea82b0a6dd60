import assert from "node:assert/strict";
import { test } from "node:test";
import type { Services } from "@rackberry/protocol";
import { SimulatedClock } from "../host/testing/simulated-clock.ts";
import { SimulatedPi } from "../host/testing/simulated-pi.ts";
import { checkServices } from "./check-services.ts";
import { networkProbe } from "./network-probe.ts";
import { readNodeFacts } from "./node-facts.ts";
import { type DnsServer, dnsServer } from "./testing/dns-server.ts";

const NOW = Date.UTC(2026, 10, 27, 10, 5);
const services: Services = {
  apiAddress: "127.0.0.1",
  dnsAddress: "127.0.0.1",
  dnsName: "kubernetes.default.svc.cluster.local",
  network: { kind: "flannel", podSubnet: "10.244.0.0/16" },
};
const ENV = "FLANNEL_NETWORK=10.244.0.0/16\nFLANNEL_SUBNET=10.244.1.1/24\nFLANNEL_MTU=1450\nFLANNEL_IPMASQ=true\n";
const RULES =
  '-A KUBE-SEP-A -p udp -m comment --comment "kube-system/kube-dns:dns" -m udp -j DNAT --to-destination 127.0.0.1:53\n';
const logged = (minutesAgo: number, line: string) =>
  `${new Date(NOW - minutesAgo * 60_000).toISOString()} stderr F ${line}\n`;

/** A healthy node with these additional files. */
function node(files: Readonly<Record<string, string>> = {}): SimulatedPi {
  const pi = new SimulatedPi();
  const all = {
    "/usr/sbin/iptables-nft-save": "",
    "/simulated/iptables-nft-save": RULES,
    "/run/flannel/subnet.env": ENV,
    "/sys/class/net/eth0/mtu": "1500\n",
    "/sys/class/net/flannel.1/mtu": "1450\n",
    ...files,
  };
  for (const [path, content] of Object.entries(all)) pi.put(path, content);
  return pi;
}

/** The API uses the DNS server's port, since tests only connect to it. */
const check = (pi: SimulatedPi, { port }: Pick<DnsServer, "port">, more: Partial<Services> = {}) =>
  checkServices(
    { probe: networkProbe, nodeFacts: () => readNodeFacts(pi, new SimulatedClock(NOW)) },
    { ...services, ...more },
    { patience: 300, apiPort: port, dnsPort: port },
  );

test("checking a healthy node takes a few packets: no file is read, no program run", async () => {
  await using server = await dnsServer();
  const pi = node();
  pi.run = () => assert.fail("a program was run");
  pi.read = () => assert.fail("a file was read");
  assert.equal(await check(pi, server), undefined);
  assert.equal(new Set(server.asked).size, 6);
  assert.equal(await check(pi, server, { dnsAddress: "" }), undefined);
  assert.equal(server.asked.length, 6);
});

test("only recent errors in the culprit's newest log are read", async () => {
  await using server = await dnsServer({ loses: () => true });
  const folder = "/var/log/pods/kube-system_kube-proxy-x7k2p_1f2e/kube-proxy";
  const words = "E1127 10:00:00.000000       1 proxier.go:1] iptables-restore: Couldn't load match `statistic'";
  const pi = node({
    [`${folder}/2.log`]: logged(1, "E1127 10:00:00.000000       1 proxier.go:1] an older start's trouble"),
    [`${folder}/10.log`]: logged(1, words),
    "/var/log/pods/kube-system_coredns-1_2/coredns/0.log": logged(60, "[ERROR] an hour ago"),
    "/var/log/pods/default_shop_3/shop/0.log": logged(0, "error: none of ours"),
  });
  const found = await check(pi, server);
  assert.equal(found?.cause, "kube-proxy");
  assert.deepEqual(found?.culprits, [
    {
      pod: "kube-system/kube-proxy-x7k2p",
      container: "kube-proxy",
      line: "iptables-restore: Couldn't load match `statistic'",
    },
  ]);
});

test("no secret and no endless line from a container's log leaves the node", async () => {
  await using server = await dnsServer({ loses: () => true });
  const line = `error: iptables-restore abcdef.0123456789abcdef ${"x".repeat(900)}`;
  const pi = node({ "/var/log/pods/kube-system_kube-proxy-a_b/kube-proxy/0.log": logged(1, line) });
  const found = await check(pi, server);
  assert.equal(found?.culprits[0]?.line.length, 300);
  assert.doesNotMatch(found?.sentence ?? "", /0123456789abcdef/);
});

test("when the DNS service fails, the CoreDNS pods in the rules are asked directly", async () => {
  // One server plays both the service and the pod: it answers from the seventh port on.
  const ports = new Set<number>();
  await using server = await dnsServer({ loses: (port) => ports.add(port).size <= 6 });
  const found = await check(node(), server);
  assert.match(found?.sentence ?? "", /CoreDNS \(127\.0\.0\.1\) answers when asked directly/);
});

test("a large question that is swallowed points to the MTU, with this node's numbers", async () => {
  await using server = await dnsServer({ swallowsOver: 1_400 });
  const found = await check(node(), server);
  assert.equal(found?.cause, "mtu");
  assert.match(found?.sentence ?? "", /^only 0 of 3 questions of 2,000 bytes .*eth0 1500, flannel\.1 1450/);
});

test("iptables-legacy rules are read only where the kernel has legacy tables", async () => {
  await using server = await dnsServer({ loses: () => true });
  const files = { "/usr/sbin/iptables-legacy-save": "", "/simulated/iptables-legacy-save": "-A INPUT -j DROP\n" };
  assert.notEqual((await check(node(files), server))?.cause, "legacy-rules");
  const pi = node({ ...files, "/proc/net/ip_tables_names": "filter\n" });
  assert.equal((await check(pi, server))?.cause, "legacy-rules");
});

test("a node whose files cannot be read still says what does not work", async () => {
  await using server = await dnsServer({ rcode: 2 });
  const pi = node();
  pi.list = async () => {
    throw new Error("input/output error");
  };
  assert.match(
    (await check(pi, server))?.sentence ?? "",
    /^the cluster DNS 127\.0\.0\.1 answers with "server failure"/,
  );
});
