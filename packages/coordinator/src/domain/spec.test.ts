import assert from "node:assert/strict";
import { test } from "node:test";
import type { Rack } from "@rackberry/config";
import { parseRackConfig } from "@rackberry/config/parse-rack-config";
import { nodeSpecMessage, parseNodeSpec } from "@rackberry/protocol";
import { baseHash, type Neighbour, neighboursHash, specFor as specWith } from "./spec.ts";

const rackOf = (yaml: string) => ({ config: parseRackConfig(yaml, "rack.yaml"), packagesKey: "", sshKeys: [] });
const direct = rackOf("network: direct");
const kubernetesVersion = "1.36.3";
const specFor = (name: string, rack: Rack, nodes: readonly Neighbour[]) =>
  specWith(name, rack, nodes, { kubernetesVersion });
const nodes: readonly Neighbour[] = [
  { name: "node1", role: "worker", address: "10.0.0.2", podSubnet: "10.244.1.0/24", clusterHash: "" },
  { name: "master1", role: "control-plane", address: "10.0.0.1", podSubnet: "10.244.0.0/24", clusterHash: "" },
  { name: "node2", role: "worker", address: "", podSubnet: "", clusterHash: "" },
];

test("hosts are all nodes that have an address, and the cluster's name, in the same order whoever came first", () => {
  const { hosts } = specFor("node1", direct, nodes);
  assert.deepEqual(hosts, [
    { name: "master1", address: "10.0.0.1" },
    { name: "node1", address: "10.0.0.2" },
    { name: "api", address: "10.0.0.1" },
  ]);
  assert.deepEqual(specFor("node1", direct, nodes), specFor("node1", direct, nodes.toReversed()));
  assert.equal(neighboursHash(direct, nodes), neighboursHash(direct, nodes.toReversed()));
});

test("the cluster's name leads nowhere while no control plane has an address, and follows it when it moves", () => {
  const api = (address: string) =>
    specFor("node1", direct, [
      { name: "master1", role: "control-plane", address, podSubnet: "", clusterHash: "" },
    ]).hosts.filter(({ name }) => name === "api");
  assert.deepEqual(api(""), []);
  assert.deepEqual(api("10.0.0.7"), [{ name: "api", address: "10.0.0.7" }]);
});

test("with several control planes the cluster's name leads to one that is in the cluster", () => {
  const plane = (name: string, address: string, clusterHash: string) =>
    ({ name, role: "control-plane", address, podSubnet: "", clusterHash }) as const;
  const both = (hash: string) => [plane("alpha", "10.0.0.8", ""), plane("master1", "10.0.0.1", hash)];
  const api = (hash: string) => specFor("node1", direct, both(hash)).hosts.find(({ name }) => name === "api")?.address;
  assert.equal(api("sha256:1"), "10.0.0.1");
  assert.equal(api(""), "10.0.0.8", "as long as none is");
  assert.notEqual(neighboursHash(direct, both("")), neighboursHash(direct, both("sha256:1")));
});

test("direct: a node has its own pod subnet and a route to each other", () => {
  const { network } = specFor("node1", direct, nodes);
  assert.equal(network.nodePodSubnet, "10.244.1.0/24");
  assert.deepEqual(network.routes, [{ subnet: "10.244.0.0/24", address: "10.0.0.1" }]);
});

test("flannel: nobody is told of routes", () => {
  const { network } = specFor("node1", rackOf("network: flannel"), nodes);
  assert.deepEqual([network.routes, network.nodePodSubnet], [[], ""]);
});

test("a new neighbour changes the spec, but not its base", () => {
  const before = specFor("node1", direct, nodes);
  const more: readonly Neighbour[] = [
    ...nodes,
    { name: "node3", role: "worker", address: "10.0.0.4", podSubnet: "10.244.3.0/24", clusterHash: "" },
  ];
  const after = specFor("node1", direct, more);
  assert.notDeepEqual(before, after);
  assert.notEqual(neighboursHash(direct, nodes), neighboursHash(direct, more));
  assert.equal(baseHash(before), baseHash(after));
});

test("a pod subnet is news for the neighbours only where they lead to it themselves", () => {
  const moved = nodes.map((node) => ({ ...node, podSubnet: "10.244.9.0/24" }));
  assert.notEqual(neighboursHash(direct, nodes), neighboursHash(direct, moved));
  const flannel = rackOf("network: flannel");
  assert.equal(neighboursHash(flannel, nodes), neighboursHash(flannel, moved));
});

test("another Kubernetes version changes the base", () => {
  const before = specFor("node1", direct, nodes);
  const after = specWith("node1", direct, nodes, { kubernetesVersion: "1.36.4" });
  assert.notEqual(baseHash(before), baseHash(after));
});

test("the agent's grammar takes what is made here", () => {
  const certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  const packagesKey = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n";
  const mirror = { host: "master1.kube.local", packagesKey, certificate, registries: ["a.b:5000"] };
  for (const spec of [
    specFor("node1", direct, nodes),
    specWith("node1", direct, nodes, { kubernetesVersion, mirror }),
  ]) {
    assert.deepEqual(parseNodeSpec(nodeSpecMessage(spec)), spec);
  }
});
