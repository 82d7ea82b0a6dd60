import assert from "node:assert/strict";
import { test } from "node:test";
import { sent } from "../../operations/testing/sent.ts";
import { preparedPi } from "../../testing/prepared-pi.ts";
import { joining } from "../index.ts";
import { runOn } from "../testing/example.ts";
import { initialisation } from "./initialisation.ts";
import { namedDriver } from "./kubelet-driver.ts";

const INIT = sent("init");
const JOIN = sent("join");

test("a kubelet with another cgroup driver than containerd's is refused before kubeadm runs", async () => {
  const world = await preparedPi();
  const wrong = { ...INIT, kubeadmConfig: INIT.kubeadmConfig.replace("systemd", "cgroupfs") };
  await assert.rejects(runOn(world, initialisation(wrong)), { code: "refused", message: /kubernetes#106464/ });
  assert.deepEqual(world.pi.state.kubeadm, {});
});

test("a joined node whose kubelet was given another driver is told so", async () => {
  const world = await preparedPi();
  await runOn(world, joining(JOIN));
  world.pi.put("/var/lib/kubelet/config.yaml", KUBELET_CONFIG.replace("systemd", "cgroupfs"));
  await assert.rejects(runOn(world, joining(JOIN)), {
    code: "refused",
    message: /^\/var\/lib\/kubelet\/config\.yaml gives the kubelet the cgroup driver cgroupfs.*kubernetes#106464/,
  });
});

/** As kubeadm writes it. */
const KUBELET_CONFIG = `apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  anonymous:
    enabled: false
cgroupDriver: systemd
clusterDNS:
- 10.96.0.10
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
kind: KubeletConfiguration
`;

test("the driver is found in JSON and in YAML, in the kubelet's document alone, and nowhere from 1.38 on", () => {
  assert.equal(namedDriver(INIT.kubeadmConfig), "systemd");
  assert.equal(namedDriver(KUBELET_CONFIG), "systemd");
  const yaml =
    "kind: ClusterConfiguration\ncgroupDriver: none\n---\nkind: \"KubeletConfiguration\" # ours\ncgroupDriver: 'cgroupfs'\n";
  assert.equal(namedDriver(yaml), "cgroupfs");
  assert.equal(namedDriver("kind: KubeletConfiguration\nother:\n  cgroupDriver: cgroupfs\n"), undefined);
  assert.equal(namedDriver('---\n{"kind":"KubeletConfiguration"}\n'), undefined);
  assert.throws(() => namedDriver('---\n{"kind":'), { code: "invalid" });
});
