import assert from "node:assert/strict";
import { test } from "node:test";
import * as grammar from "./grammar.ts";
import { nodeSpecMessage, parseNodeSpec } from "./spec.ts";

const table: [keyof typeof grammar, string[], unknown[]][] = [
  ["label", ["node1", "a", "pi-4"], ["", "-a", "a-", "A", "a.b", "a\n", "a b", "a".repeat(64), 7, undefined, "--help"]],
  ["domain", ["kube.local", "lan"], ["", ".local", "kube..local", "kube.local.", "ä.local"]],
  ["serial", ["10000000abcd0001", "QEMU:1"], ["", "-x", "a b", "a\0", "x".repeat(65)]],
  ["cardId", ["0123456789abcdef0123456789abcdef"], ["", "0123", "0123456789ABCDEF0123456789ABCDEF"]],
  ["keyHash", ["a".repeat(64)], ["a".repeat(63), "g".repeat(64)]],
  ["kubernetesVersion", ["1.36.3", "1.37.0"], ["v1.36.3", "1.36", "1.36.3-1", "2.0.0", "1.36.3 "]],
  ["ipv4", ["10.0.0.1"], ["10.0.0", "10.0.0.256", "::1", "10.0.0.1/24", "010.0.0.1", " 10.0.0.1"]],
  [
    "subnet",
    ["10.244.0.0/16", "10.96.0.0/12"],
    ["10.244.0.1/16", "10.244.0.0", "10.244.0.0/33", "10.0.0.0/4", "10.0.0.0/16/1"],
  ],
  ["userName", ["pi", "k8s_admin"], ["root", "Pi", "-x", "a:b", "", "a b"]],
  [
    "sshKey",
    ["ssh-ed25519 AAAAC3Nz me@laptop", "ssh-ed25519 AAAAC3Nz Jörg@Büro", `ssh-rsa ${"A".repeat(2_760)} x`],
    ["ssh-ed25519", "ssh-ed25519 AAAA a\u2028b", 'command="x" ssh-ed25519 AAAA', "ssh-ed25519 AAAA a\nssh-rsa B"],
  ],
  [
    "httpUrl",
    ["https://pkgs.k8s.io/core:/stable:/v1.36/deb/"],
    ["ftp://x/", "http://a b/", "http://u@h/", "http://h/\nx", "-http://h"],
  ],
  ["registryHost", ["docker.io", "registry.rack:5000"], ["-x", "http://x", "a/b", ""]],
  ["kubeadmWord", ["NumCPU", "addon/coredns", "FileAvailable--etc-kubernetes-manifests"], ["--x", "a b", "a,b", ""]],
];

for (const [name, good, bad] of table) {
  test(`${name} takes what it should and nothing else`, () => {
    // biome-ignore lint/performance/noDynamicNamespaceImportAccess: a table over all parsers is the point
    const parse = grammar[name] as (value: unknown) => string;
    for (const value of good) assert.equal(parse(value), value);
    for (const value of bad) assert.throws(() => parse(value), { code: "invalid" }, JSON.stringify(value));
  });
}

test("serial numbers in hexadecimal are compared in lower case, others as they are", () => {
  assert.equal(grammar.serial("10000000ABCDEF01"), "10000000abcdef01");
  assert.equal(grammar.serial("QEMU:1"), "QEMU:1");
});

test("subnets overlap when one holds the other", () => {
  assert.ok(grammar.overlap("10.96.0.0/12", "10.100.0.0/16"));
  assert.ok(grammar.overlap("10.244.0.0/16", "10.244.0.0/16"));
  assert.ok(!grammar.overlap("10.244.0.0/16", "10.96.0.0/12"));
  assert.ok(!grammar.overlap("192.168.0.0/16", "10.0.0.0/8"));
});

const spec = {
  name: "node1",
  domain: "kube.local",
  hosts: [{ name: "master1", address: "10.0.0.2" }],
  kubernetesVersion: "1.36.3",
  packages: { url: "https://pkgs.k8s.io/core:/stable:/v1.36/deb/", key: "" },
  imageRepository: "",
  mirrors: [{ registry: "docker.io", url: "http://registry.rack:5000", certificate: "" }],
  user: { name: "pi", sshKeys: [] },
  network: { kind: "direct", podSubnet: "10.244.0.0/16", routes: [], nodePodSubnet: "" },
  aptProxy: "",
  aptProxyFilledMs: 0,
  controlPlane: false,
  images: ["ghcr.io/flannel-io/flannel:v0.28.10"],
} as const;

test("a spec survives the wire", () => {
  assert.deepEqual(parseNodeSpec(nodeSpecMessage(spec)), spec);
});

test("a bad spec names the field, and an unsigned plain-http package source is refused", () => {
  assert.throws(() => parseNodeSpec(nodeSpecMessage({ ...spec, name: "--help" })), /name: not a host name/);
  assert.throws(() => parseNodeSpec(undefined), { code: "invalid" });
  const packages = { url: "http://pkgs.k8s.io/", key: "" };
  assert.throws(() => parseNodeSpec(nodeSpecMessage({ ...spec, packages })), /not https/);
});

test("routes and a node's own pods stay inside the rack's pod subnet: nothing else is led to another node", () => {
  const network = (more: object) => nodeSpecMessage({ ...spec, network: { ...spec.network, ...more } });
  const route = (subnet: string) => network({ routes: [{ subnet, address: "10.0.0.2" }] });
  assert.equal(parseNodeSpec(route("10.244.1.0/24")).network.routes.length, 1);
  assert.equal(parseNodeSpec(network({ nodePodSubnet: "10.244.0.0/24" })).network.nodePodSubnet, "10.244.0.0/24");
  for (const subnet of ["8.0.0.0/8", "10.245.0.0/24", "10.240.0.0/12", "10.0.0.0/24"]) {
    assert.throws(() => parseNodeSpec(route(subnet)), {
      code: "invalid",
      message: /^network\.routes\.subnet: .* is not inside/,
    });
    assert.throws(() => parseNodeSpec(network({ nodePodSubnet: subnet })), { message: /^network\.nodePodSubnet: / });
  }
});
