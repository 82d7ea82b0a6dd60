import assert from "node:assert/strict";
import { test } from "node:test";
import type { Rack } from "./load-rack.ts";
import { parseRackConfig } from "./parse-rack-config.ts";
import { rackChanges } from "./rack-changes.ts";

const rack = (yaml: string, more: Partial<Rack> = {}): Rack => {
  const config = parseRackConfig(yaml, "rack.yaml");
  return { config, packagesKey: "", sshKeys: config.user.sshKeys, ...more };
};

test("what is said in other words is no change", () => {
  assert.deepEqual(rackChanges(rack(""), rack("# a comment\nrack: rackberry\nadoption: automatic\n")), []);
});

test("each change names its key with both values, and a node goes by its serial number", () => {
  const before = rack("kubernetes: 1.36.2\nnodes:\n- serial: 10000000abcdef01\n  name: attic\n");
  const after = rack(
    "kubernetes: 1.36.3\nadoption: ask\nnodes:\n- serial: 10000000abcdef02\n- serial: 10000000abcdef01\n  name: cellar\n",
  );
  assert.deepEqual(rackChanges(before, after), [
    { key: "kubernetes", before: "1.36.2", after: "1.36.3" },
    { key: "adoption", before: "automatic", after: "ask" },
    { key: "nodes[10000000abcdef01].name", before: "attic", after: "cellar" },
    { key: "nodes[10000000abcdef02].role", before: "", after: "worker" },
  ]);
});

test("the content of the files that rack.yaml names counts, and no key is printed whole", () => {
  const yaml = "packages:\n  url: http://10.0.0.1/\n  key: k8s.asc\n";
  const key = `ssh-ed25519 ${"A".repeat(60)}tailtail ada@laptop`;
  const changes = rackChanges(rack(yaml, { packagesKey: "one" }), rack(yaml, { packagesKey: "two", sshKeys: [key] }));
  assert.deepEqual(
    changes.map((change) => change.key),
    ["user.sshKeys", "packages.key"],
  );
  assert.equal(changes[0]?.after, "ssh-ed25519 …tailtail ada@laptop");
  assert.match(changes[1]?.after ?? "", /^k8s\.asc \(SHA-256 [0-9a-f]{16}…\)$/);
});
