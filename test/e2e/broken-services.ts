/** What a test expects of a node whose services were broken on purpose, and how a rack is broken from outside. */
import type { RackStatus } from "../../packages/config/src/index.ts";
import type { Pi } from "../rack/api.ts";
import type { Lab } from "../story/lab.ts";
import { statusWhen } from "../story/ready.ts";
import { said } from "./pi-state.ts";

/** Resolves once `pictl status --json` has the words for the Pi, which is not ready, and so does its journal. */
export async function saysWhy(lab: Lab, pi: Pi, words: RegExp, limit = 240): Promise<string> {
  const look = ({ nodes }: RackStatus) => {
    const node = nodes.find(({ serial }) => serial === pi.serial);
    return node?.phase !== "ready" && words.test(node?.detail ?? "") && node?.detail;
  };
  const detail = await statusWhen(lab, `${pi.name} says ${words}`, look, { limit });
  await said(lab, pi, "pi-agent", new RegExp(`services cannot be used from this node: .*${words.source}`), limit);
  return detail;
}

/** The agent checks again at once, as whenever a coordinator connects; otherwise it may take three minutes. */
export const lookNow = async (pi: Pi): Promise<void> => void (await pi.exec(["systemctl", "restart", "pi-agent"]));

/** A Pi's name in the cluster. */
export async function nodeName(lab: Lab, pi: Pi): Promise<string> {
  const named = ({ nodes }: RackStatus) => nodes.find(({ serial }) => serial === pi.serial)?.name;
  return statusWhen(lab, `${pi.name} has a name`, named, { limit: 60 });
}

/** Moves both CoreDNS pods to the master, so that every query of the worker crosses the pod network. */
export async function dnsOnMaster(lab: Lab, master: Pi, worker: string): Promise<void> {
  const kubectl = (...args: string[]) => lab.kubectl(master, args);
  await kubectl("cordon", worker);
  await kubectl("-n", "kube-system", "scale", "deployment", "coredns", "--replicas=0");
  await kubectl("-n", "kube-system", "wait", "--for=delete", "pod", "-l", "k8s-app=kube-dns", "--timeout=120s");
  await kubectl("-n", "kube-system", "scale", "deployment", "coredns", "--replicas=2");
  await kubectl("-n", "kube-system", "rollout", "status", "deployment", "coredns", "--timeout=120s");
  await kubectl("uncordon", worker);
}

/** Removes the iptables plug-in that kube-proxy needs as soon as a service has two endpoints. */
export async function removeStatistic(pi: Pi): Promise<void> {
  const { stdout } = await pi.exec(["pgrep", "-x", "kube-proxy"]);
  const root = `/proc/${stdout.trim().split("\n")[0]}/root/`;
  const removed = await pi.exec(["find", root, "-xdev", "-name", "libxt_statistic.so", "-print", "-delete"]);
  if (removed.stdout.trim() === "") throw new Error(`kube-proxy on ${pi.name} has no libxt_statistic.so to lose`);
}

/**
 * A service that gets two addresses at once: a kube-proxy without that plug-in cannot update the kernel from then on.
 * CoreDNS's own addresses usually come one after the other, and a single one needs no plug-in.
 */
export async function pairOfAddresses(master: Pi): Promise<void> {
  const service = { apiVersion: "v1", kind: "Service", metadata: { name: "pair" }, spec: { ports: [{ port: 80 }] } };
  const slice = {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: "pair", labels: { "kubernetes.io/service-name": "pair" } },
    addressType: "IPv4",
    ports: [{ name: "", port: 80, protocol: "TCP" }],
    endpoints: ["10.99.0.1", "10.99.0.2"].map((address) => ({ addresses: [address], conditions: { ready: true } })),
  };
  const stdin = JSON.stringify({ apiVersion: "v1", kind: "List", items: [service, slice] });
  await master.exec(["kubectl", "--kubeconfig=/etc/kubernetes/admin.conf", "apply", "--filename=-"], { stdin });
}

/** The network configured for flannel; a pod reads it when it starts. */
export async function setFlannelNetwork(lab: Lab, master: Pi, network: string): Promise<void> {
  const map = ["-n", "kube-flannel", "configmap", "kube-flannel-cfg"];
  const [at, space, ...what] = map as [string, string, ...string[]];
  const before = await lab.kubectl(master, [at, space, "get", ...what, "-o", "jsonpath={.data.net-conf\\.json}"]);
  const changed = JSON.stringify({ ...JSON.parse(before), Network: network });
  const patch = JSON.stringify({ data: { "net-conf.json": changed } });
  await lab.kubectl(master, [at, space, "patch", ...what, "--type=merge", "-p", patch]);
  await lab.kubectl(master, [at, space, "delete", "pod", "--all"]);
}

/** Sets the MTU of the Pi's port on the switch; the Pi is not notified, as on a real network. */
export async function setPortMtu(lab: Lab, pi: Pi, mtu: number): Promise<void> {
  const { stdout } = await lab.rack.exec(["bridge", "fdb", "show", "br", "br0"]);
  const port = new RegExp(`^${pi.mac} dev (\\S+)`, "im").exec(stdout)?.[1];
  if (!port) throw new Error(`${pi.mac} of ${pi.name} is behind no port:\n${stdout}`);
  await lab.rack.exec(["ip", "link", "set", "dev", port, "mtu", String(mtu)]);
}

/** A virtual cable carries uncut packets of 64 KB; after this the kernel must cut them as on a real cable. */
export const cutPackets = async (pi: Pi): Promise<void> =>
  void (await pi.exec(["ip", "link", "set", "dev", "eth0", "gso_max_segs", "1"]));
