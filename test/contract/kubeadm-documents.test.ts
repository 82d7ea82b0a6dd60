/** The agent reads exactly the documents that the coordinator writes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { namedDriver } from "../../packages/agent/src/steps/kubeadm/kubelet-driver.ts";
import { cgroupDriver } from "../../packages/agent/src/steps/tools/system.ts";
import { type InitInput, initConfiguration } from "../../packages/coordinator/src/kubeadm/init-configuration.ts";

const INPUT: InitInput = {
  kubernetesVersion: "1.36.3",
  node: { name: "master1", address: "192.168.40.10" },
  endpoint: "api.kube.local",
  domain: "kube.local",
  podSubnet: "10.244.0.0/16",
  serviceSubnet: "10.96.0.0/12",
  imageRepository: "",
  tokens: ["abcdef.0123456789abcdef"],
  cgroupVersion: 2,
  container: false,
};

for (const host of [
  { cgroupVersion: 2, container: "" },
  { cgroupVersion: 2, container: "systemd-nspawn" },
  { cgroupVersion: 1, container: "systemd-nspawn" },
]) {
  test(`both know the same cgroup driver for ${JSON.stringify(host)}`, () => {
    const documents = initConfiguration({ ...INPUT, ...host, container: host.container !== "" });
    assert.equal(namedDriver(documents), cgroupDriver(host));
  });
}

test("from 1.38 on the kubelet asks containerd, and nothing is compared", () => {
  assert.equal(namedDriver(initConfiguration({ ...INPUT, kubernetesVersion: "1.38.0" })), undefined);
});
