import assert from "node:assert/strict";
import { test } from "node:test";
import { imageName, parseImage } from "./image.ts";

const NAMES: readonly (readonly [given: string, full: string])[] = [
  ["nginx", "docker.io/library/nginx:latest"],
  ["nginx:1.27", "docker.io/library/nginx:1.27"],
  ["grafana/grafana", "docker.io/grafana/grafana:latest"],
  ["docker.io/redis:7", "docker.io/library/redis:7"],
  ["registry.k8s.io/kube-proxy:v1.36.3", "registry.k8s.io/kube-proxy:v1.36.3"],
  ["registry.rack:5000/a/b__c:x", "registry.rack:5000/a/b__c:x"],
  ["localhost/a", "localhost/a:latest"],
];
for (const [given, full] of NAMES) {
  test(`${given} is ${full}`, () => {
    assert.equal(imageName(parseImage(given)), full);
    assert.equal(imageName(parseImage(full)), full);
  });
}

test("what is no image, or one that a mirror cannot hold, is refused", () => {
  const digest = `nginx@sha256:${"a".repeat(64)}`;
  for (const value of ["", "Nginx", "-x", "a:b:c", "../etc", "a/../b", "a b", "nginx:", digest, "x".repeat(300), 7]) {
    assert.throws(() => parseImage(value), { code: "invalid" }, String(value));
  }
});
