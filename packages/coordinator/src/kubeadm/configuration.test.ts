import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type InitInput, initConfiguration } from "./init-configuration.ts";
import { joinConfiguration } from "./join-configuration.ts";
import { ignoredPreflight } from "./preflight.ts";
import { configApi } from "./version.ts";

const init = (kubernetesVersion: string, more: Partial<InitInput> = {}): string =>
  initConfiguration({
    kubernetesVersion,
    node: { name: "master1", address: "10.0.0.1" },
    endpoint: "master1.kube.local",
    podSubnet: "10.244.0.0/16",
    serviceSubnet: "10.96.0.0/12",
    imageRepository: "",
    token: "abcdef.0123456789abcdef",
    cgroupVersion: 2,
    container: false,
    ...more,
  });
const join = (kubernetesVersion: string): string =>
  joinConfiguration({
    kubernetesVersion,
    node: { name: "node1", address: "10.0.0.2" },
    server: "master1.kube.local:6443",
    token: "abcdef.0123456789abcdef",
    caHash: `sha256:${"c".repeat(64)}`,
  });
const golden = (name: string) => readFileSync(new URL(`golden/${name}.golden`, import.meta.url), "utf8");

for (const [version, api] of [
  ["1.20.2", "v1beta2"],
  ["1.28.5", "v1beta3"],
  ["1.34.8", "v1beta4"],
] as const) {
  test(`the configuration of ${version} is ${api}'s, as it was reviewed`, () => {
    assert.equal(configApi(version), api);
    assert.equal(init(version), golden(`init-${api}`));
    assert.equal(join(version), golden(`join-${api}`));
  });
}

test("each minor version has the newest configuration API that it can read for long", () => {
  const apis = [15, 21, 22, 30, 31, 36].map((minor) => configApi(`1.${minor}.0`));
  assert.deepEqual(apis, ["v1beta2", "v1beta2", "v1beta3", "v1beta3", "v1beta4", "v1beta4"]);
});

test("a container gets no conntrack sysctls, and with cgroup v1 the cgroupfs driver", () => {
  const documents = (text: string) =>
    text
      .split("---\n")
      .slice(1)
      .map((part) => JSON.parse(part));
  const [, , kubelet, proxy] = documents(init("1.20.2", { container: true, cgroupVersion: 1 }));
  assert.equal(kubelet.cgroupDriver, "cgroupfs");
  assert.deepEqual(proxy.conntrack, { maxPerCore: 0, min: 0 });
  assert.equal(documents(init("1.34.8", { container: true }))[2].cgroupDriver, "systemd");
  assert.equal(documents(init("1.20.2", { cgroupVersion: 1 }))[2].cgroupDriver, "systemd");
});

test("an image repository is passed on", () => {
  assert.match(
    init("1.20.2", { imageRepository: "registry.rack:5000/k8s" }),
    /"imageRepository": "registry.rack:5000\/k8s"/,
  );
});

test("in a container two preflight checks are ignored besides those of rack.yaml", () => {
  assert.deepEqual(ignoredPreflight(["Swap", "NumCPU"], true), ["Swap", "NumCPU", "SystemVerification"]);
  assert.deepEqual(ignoredPreflight(["Swap"], false), ["Swap"]);
});
