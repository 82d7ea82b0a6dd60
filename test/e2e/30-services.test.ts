/**
 * Ready means working: on a rack with flannel whose nodes are always Ready in Kubernetes, services are broken in
 * realistic ways. Status and journal report the cause and the remedy; following that remedy is what
 * fixes it here.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { allReady } from "../story/ready.ts";
import {
  cutPackets,
  dnsOnMaster,
  lookNow,
  nodeName,
  pairOfAddresses,
  removeStatistic,
  saysWhy,
  setFlannelNetwork,
  setPortMtu,
} from "./broken-services.ts";

const POD_SUBNET = "10.244.0.0/16";

let lab: Lab;
let master: Pi;
let worker: Pi;
let name: string;

before(async () => {
  const settings = { network: "flannel", podSubnet: POD_SUBNET, kubeadm: {} };
  lab = await openLab({ name: "e2e-services", settings, onLog: (line) => console.log(line) });
  master = await lab.pi({ master: true });
  worker = await lab.pi();
  await Promise.all([master.plugIn(), worker.plugIn()]);
  await allReady(lab, 2);
  name = await nodeName(lab, worker);
});
after(() => lab?.close());

const kubectl = (...args: string[]) => lab.kubectl(master, args);
const phaseOf = async (pi: Pi) => (await lab.status())?.nodes.find(({ serial }) => serial === pi.serial)?.phase;

test("CoreDNS scaled to nothing: both nodes leave ready by themselves, and say so", async () => {
  await kubectl("-n", "kube-system", "scale", "deployment", "coredns", "--replicas=0");
  await Promise.all([master, worker].map((pi) => saysWhy(lab, pi, /no CoreDNS pod is ready/)));
  const ready = "jsonpath={.items[*].status.conditions[?(@.type=='Ready')].status}";
  assert.equal(await kubectl("get", "nodes", "-o", ready), "True True", "Kubernetes is content");
  const { stdout } = await lab.pictl(["plan"]);
  assert.match(stdout, /not ready: in the cluster and Ready, but the cluster DNS .*no CoreDNS pod is ready/);
  await dnsOnMaster(lab, master, name);
  await allReady(lab, 2);
});

test("a firewall that drops UDP 8472 is named by its port; the master, which has CoreDNS, stays ready", async () => {
  const rule = ["INPUT", "-p", "udp", "--dport", "8472", "-j", "DROP"];
  await worker.exec(["iptables", "--wait", "-I", ...rule]);
  await lookNow(worker);
  const detail = await saysWhy(lab, worker, /UDP 8472/);
  assert.match(detail, /ethtool -K flannel\.1 tx-checksum-ip-generic off/);
  assert.equal(await phaseOf(master), "ready");
  await worker.exec(["iptables", "--wait", "-D", ...rule]);
  await allReady(lab, 2);
});

test("a kube-proxy that cannot load a library is named with its own words", async () => {
  await removeStatistic(worker);
  await pairOfAddresses(master);
  // New addresses of CoreDNS, which this kube-proxy can no longer pass to the kernel.
  await dnsOnMaster(lab, master, name);
  await lookNow(worker);
  const detail = await saysWhy(lab, worker, /kube-system\/kube-proxy-\w+ \(kube-proxy\) says: .*statistic/);
  const cure = /kubectl (-n kube-system delete pod kube-proxy-\w+)$/.exec(detail)?.[1] ?? "";
  assert.notEqual(cure, "", detail);
  await kubectl(...cure.split(" "));
  await allReady(lab, 2);
  await kubectl("delete", "service", "pair");
});

test("flannel with another subnet than the cluster's is named with both", async () => {
  await setFlannelNetwork(lab, master, "10.245.0.0/16");
  // The settings that an earlier flannel made in the kernel disappear with the power.
  await worker.pressReset();
  const detail = await saysWhy(lab, worker, /flannel's configuration does not match the cluster's 10\.244\.0\.0\/16/);
  assert.match(detail, /10\.245\.0\.0\/16/);
  await setFlannelNetwork(lab, master, POD_SUBNET);
  await allReady(lab, 2);
});

test("a link that carries less than its MTU is named with the numbers", async () => {
  await Promise.all([cutPackets(master), cutPackets(worker)]);
  await setPortMtu(lab, worker, 1400);
  try {
    // Not at once: an agent restarted now would be unreachable, since a TLS handshake is too large, too.
    const detail = await saysWhy(lab, worker, /the link carries less than its MTU/, 300);
    assert.match(detail, /eth0 1500.*flannel\.1 1450/);
  } finally {
    await setPortMtu(lab, worker, 1500);
  }
  await allReady(lab, 2);
});
