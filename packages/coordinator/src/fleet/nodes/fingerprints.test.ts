import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRackConfig } from "@rackberry/config/parse-rack-config";
import type { NodeRecord } from "../../domain/node.ts";
import { openDatabase } from "../../store/database.ts";
import { sqliteStore } from "../../store/sqlite-store.ts";
import type { Store } from "../../store/store.ts";
import { fingerprints } from "./fingerprints.ts";

const NAMES = Array.from({ length: 30 }, (_, index) => (index === 0 ? "master1" : `node${index}`));
const rack = {
  config: parseRackConfig("network: direct\nkubernetes: 1.36.3", "rack.yaml"),
  packagesKey: "",
  sshKeys: [],
};

function rackStore(): Store {
  const store = sqliteStore(openDatabase(":memory:"));
  for (const [index, name] of NAMES.entries()) {
    const role = index === 0 ? "control-plane" : "worker";
    store.adopt({ name, role, serial: name, model: "", keyHash: name, cardId: "", at: 1 });
    store.update(name, { address: `10.0.0.${index + 1}` });
  }
  return store;
}

test("what nodes are told of each other changes with an address or a pod subnet, and their bases do not", () => {
  const store = rackStore();
  const of = fingerprints();
  const before = of({ rack, written: rack, store }, "node1");
  store.update("node2", { operation: { id: "join-1", kind: "join" } });
  store.setState("node2", { phase: "joining" }, 2);
  assert.deepEqual(of({ rack, written: rack, store }, "node1"), before);
  store.update("node2", { podSubnet: "10.244.2.0/24" });
  const after = of({ rack, written: rack, store }, "node1");
  assert.equal(after.base, before.base);
  assert.notEqual(after.all, before.all);
});

test("two nodes have two bases, and a rack with a mirror has others", () => {
  const store = rackStore();
  const of = fingerprints();
  const base = () => NAMES.map((name) => of({ rack, written: rack, store }, name).base);
  const before = base();
  assert.equal(new Set(before).size, NAMES.length);
  const content = { packagesKey: "PGP", certificate: "PEM", registries: ["docker.io"] };
  store.setMirror({ wished: true, images: [], asked: 7, content, filledFor: "x", failure: "", nextTry: 0 });
  const changed = base().map((now, index) => now !== before[index]);
  assert.deepEqual(changed, [false, ...NAMES.slice(1).map(() => true)], "all but the master's own");
});

test("what pictl apply changes changes every base, and what is said as before does none", () => {
  const store = rackStore();
  const of = fingerprints();
  const before = of({ rack, written: rack, store }, "node1");
  assert.deepEqual(of({ rack, written: { ...rack }, store }, "node1"), before);
  const other = { ...rack, sshKeys: ["ssh-ed25519 AAAA ada"] };
  assert.notEqual(of({ rack: other, written: other, store }, "node1").base, before.base);
  assert.deepEqual(of({ rack, written: rack, store }, "node1"), before);
});

test("thirty nodes that ask after each of a hundred changes cost no more than the changes", () => {
  const store = rackStore();
  let read = 0;
  const seen = new WeakMap<object, readonly NodeRecord[] | NodeRecord>();
  const kept = <T extends readonly NodeRecord[] | NodeRecord>(original: T, make: () => T): T => {
    if (!seen.has(original)) seen.set(original, make());
    return seen.get(original) as T;
  };
  const counting = (node: NodeRecord): NodeRecord =>
    Object.defineProperty({ ...node }, "address", {
      get: () => {
        read++;
        return node.address;
      },
    });
  // As the store's own: the same objects until they change.
  const nodes = () => kept(store.nodes(), () => store.nodes().map((node) => kept(node, () => counting(node))));
  const of = fingerprints();
  for (let change = 0; change < 100; change++) {
    store.setState("node2", change % 2 === 0 ? { phase: "joining" } : { phase: "ready" }, change);
    for (const name of NAMES) of({ rack, written: rack, store: { ...store, nodes } }, name);
  }
  assert.ok(read <= 2 * NAMES.length + 2 * 100, `${read} addresses were read`);
});
