import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type InitInput, initConfiguration } from "./init-configuration.ts";
import { discoveryDocument, joinConfiguration } from "./join-configuration.ts";
import { ignoredPreflight } from "./preflight.ts";

const init = (kubernetesVersion: string, more: Partial<InitInput> = {}): string =>
  initConfiguration({
    kubernetesVersion,
    node: { name: "master1", address: "10.0.0.1" },
    endpoint: "api.kube.local",
    domain: "kube.local",
    podSubnet: "10.244.0.0/16",
    serviceSubnet: "10.96.0.0/12",
    imageRepository: "",
    tokens: ["abcdef.0123456789abcdef", "fedcba.0123456789abcdef"],
    cgroupVersion: 2,
    container: false,
    ...more,
  });
const golden = (name: string) => readFileSync(new URL(`golden/${name}.golden`, import.meta.url), "utf8");
const documents = (text: string) =>
  text
    .split("---\n")
    .slice(1)
    .map((part) => JSON.parse(part));

test("the configuration of init is as it was reviewed, whatever the minor", () => {
  assert.equal(init("1.36.3"), golden("init"));
  assert.equal(init("1.37.2"), golden("init").replace("v1.36.3", "v1.37.2"));
});

test("the configuration of join is as it was reviewed", () => {
  const join = joinConfiguration({
    node: { name: "node1", address: "10.0.0.2" },
    token: "abcdef.0123456789abcdef",
  });
  assert.equal(join, golden("join"));
  assert.equal(discoveryDocument({ server: "api.kube.local:6443", ca: "PEM\n" }), golden("discovery"));
});

test("the cluster has a name of its own, and the control plane's is in its certificate, too", () => {
  const [, cluster] = documents(init("1.36.3"));
  assert.equal(cluster.controlPlaneEndpoint, "api.kube.local:6443");
  assert.deepEqual(cluster.apiServer.certSANs, ["master1.kube.local"]);
});

test("a container gets no conntrack sysctls, and with cgroup v1 the cgroupfs driver and a kubelet that runs on it", () => {
  const [, , kubelet, proxy] = documents(init("1.36.3", { container: true, cgroupVersion: 1 }));
  assert.equal(kubelet.cgroupDriver, "cgroupfs");
  assert.equal(kubelet.failCgroupV1, false);
  assert.deepEqual(proxy.conntrack, { maxPerCore: 0, min: 0 });
});

test("only a container with cgroup v1 is let off the kubelet's refusal of it", () => {
  for (const host of [
    { container: true, cgroupVersion: 2 },
    { container: false, cgroupVersion: 1 },
    { container: false, cgroupVersion: 2 },
  ]) {
    const [, , kubelet] = documents(init("1.36.3", host));
    assert.equal("failCgroupV1" in kubelet, false, JSON.stringify(host));
    assert.equal(kubelet.cgroupDriver, "systemd");
  }
});

test("from 1.38 on the kubelet is not told its cgroup driver: it refuses to be", () => {
  const driver = (version: string) => documents(init(version))[2].cgroupDriver;
  assert.deepEqual([driver("1.37.9"), driver("1.38.0"), driver("1.40.1")], ["systemd", undefined, undefined]);
});

test("kubeadm's single calls are more patient than its defaults of one and two minutes", () => {
  const { timeouts } = documents(init("1.36.3"))[0];
  assert.deepEqual([timeouts.kubernetesAPICall, timeouts.etcdAPICall], ["5m0s", "5m0s"]);
});

test("an image repository is passed on", () => {
  assert.match(
    init("1.36.3", { imageRepository: "registry.rack:5000/k8s" }),
    /"imageRepository": "registry.rack:5000\/k8s"/,
  );
});

test("in a container two preflight checks are ignored besides those of rack.yaml", () => {
  assert.deepEqual(ignoredPreflight(["Swap", "NumCPU"], true), ["Swap", "NumCPU", "SystemVerification"]);
  assert.deepEqual(ignoredPreflight(["Swap"], false), ["Swap"]);
});
