import assert from "node:assert/strict";
import { test } from "node:test";
import { packageList } from "../../host/testing/simulated/package-repository.ts";
import { exactPackages, type KubernetesIndex, parseOffers, refuseWithout, versionsOf } from "./kubernetes-index.ts";

const index = (packages: string, architecture = "arm64"): KubernetesIndex => ({
  url: "https://pkgs.example/",
  architecture,
  offers: parseOffers(packages),
});

test("versions are ordered by number, of one minor, and without what is not a release", () => {
  const both = index(packageList(["1.36.9", "1.36.10", "1.36.0", "1.37.2", "1.36.11~rc.0"]));
  assert.deepEqual(versionsOf(both, "1.36"), ["1.36.10", "1.36.9", "1.36.0"]);
  assert.deepEqual(versionsOf(both, "1.3"), []);
});

test("a version counts when all three are there for this architecture", () => {
  const kubelet = "Package: kubelet\nVersion: 1.36.4-1.1\nArchitecture: arm64\n";
  const some = index(`${packageList(["1.36.3"])}\n${kubelet}\n${packageList(["1.36.5"], "amd64")}`);
  assert.deepEqual(versionsOf(some, "1.36"), ["1.36.3"]);
});

test("many versions are named by the first two and the last", () => {
  const five = index(packageList(["1.36.4", "1.36.3", "1.36.2", "1.36.1", "1.36.0"]));
  assert.throws(() => exactPackages(five, ["kubelet"], "1.36.9"), {
    code: "refused",
    message: /^Kubernetes 1\.36\.9 is not in https:\/\/pkgs\.example\/: it has 1\.36\.0, 1\.36\.1 … 1\.36\.4: /,
  });
});

test("the newest packaging of a version is the one that is installed", () => {
  const list = [9, 10].map((revision) => packageList(["1.36.3"]).replaceAll("-1.1", `-1.${revision}`)).join("\n");
  assert.deepEqual(exactPackages(index(list), ["kubectl"], "1.36.3"), ["kubectl=1.36.3-1.10"]);
});

test("what is not there is said by what is there instead", () => {
  const without = (packages: string) => () => refuseWithout(index(packages), "1.36");
  assert.throws(without(packageList(["1.35.6", "1.34.1"])), /has Kubernetes 1\.34 and 1\.35 and not 1\.36/);
  assert.throws(
    without(packageList(["1.36.3"], "amd64")),
    /has Kubernetes 1\.36 for amd64 and not for this Pi's arm64/,
  );
  assert.throws(without(""), /has no Kubernetes packages/);
  assert.throws(without("Package: kubelet\nVersion: 1.36.3-1.1\nArchitecture: arm64\n"), /with all of kubeadm/);
  assert.doesNotThrow(without(packageList(["1.36.3"])));
});
