import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, test } from "node:test";
import { openDatabase } from "./database.ts";
import { KEPT, MIGRATIONS } from "./schema.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { Adoption, Store } from "./store.ts";

const directory = mkdtempSync(join(tmpdir(), "store-"));
after(() => rmSync(directory, { recursive: true }));
const memory = () => sqliteStore(openDatabase(":memory:"));

const adoption: Adoption = {
  name: "node1",
  role: "worker",
  serial: "100",
  model: "Raspberry Pi 4",
  keyHash: "k1",
  cardId: "c1",
  at: 1_000,
};
const node = (store: Store) => store.nodes()[0];

test("what is recorded is there after the file is opened again", () => {
  const path = join(directory, "rack.db");
  const before = sqliteStore(openDatabase(path));
  before.adopt(adoption);
  before.update("node1", { address: "10.0.0.2", operation: { id: "join-1", kind: "join" }, resetRequested: true });
  before.addToken({ id: "abcdef", node: "node1", at: 5 });
  before.setCluster({
    caHash: "sha256:1",
    server: "api.kube.local:6443",
    ca: "PEM",
    granted: true,
    content: "1",
    address: "10.0.0.1",
  });
  const settings = {
    domain: "kube.local",
    podSubnet: "10.244.0.0/16",
    serviceSubnet: "10.96.0.0/12",
    network: "direct",
  };
  before.setInitSettings({ ...settings, network: "direct" });
  const content = { packagesKey: "PGP", certificate: "PEM", registries: ["docker.io"] };
  const wish = { wished: true, images: ["docker.io/library/nginx:latest"], asked: 7 };
  before.setMirror({ ...wish, content, filledFor: "x", failure: "", nextTry: 0 });
  before.setKubernetes({ wanted: "1.36", version: "1.36.3" });
  const all = (store: Store) => [
    ...[store.nodes(), store.tokens(), store.cluster(), store.mirror(), store.kubernetes(), store.transitions()],
  ];
  const expected = all(before);
  before.close();
  const again = sqliteStore(openDatabase(path));
  assert.deepEqual(all(again), expected);
  assert.deepEqual(again.kubernetes(), { wanted: "1.36", version: "1.36.3" });
  assert.deepEqual(node(again)?.operation, { id: "join-1", kind: "join" });
  assert.deepEqual(again.initSettings(), settings);
  assert.equal(again.cardSpentBy("c1"), "k1");
  again.close();
});

test("a file of the first version is brought to this one, with its nodes", () => {
  const path = join(directory, "first.db");
  const first = new DatabaseSync(path);
  first.exec(MIGRATIONS[0] ?? "");
  first.exec("PRAGMA user_version = 1");
  first.exec(
    "INSERT INTO node (name, role, serial, model, key_hash, card_id, phase, detail, since) VALUES ('node1', 'worker', '1', '', 'k', '', 'ready', '', 1)",
  );
  first.close();
  const store = sqliteStore(openDatabase(path));
  assert.deepEqual([node(store)?.name, node(store)?.agentVersion], ["node1", ""]);
  store.update("node1", { agentVersion: "0.1.1" });
  assert.equal(node(store)?.agentVersion, "0.1.1");
  store.close();
});

test("the database and its companions are for their owner's eyes alone, also one that was not", () => {
  const path = join(directory, "modes.db");
  writeFileSync(path, "", { mode: 0o644 });
  const store = sqliteStore(openDatabase(path));
  store.setRollout({ id: "upgrade-1", version: "0.1.1", startedAt: 5, haltedAt: "", reason: "", setBack: [] });
  const modes = ["", "-wal", "-shm"].map((more) => statSync(`${path}${more}`).mode & 0o777);
  assert.deepEqual(modes, [0o600, 0o600, 0o600]);
  store.close();
});

test("packages and their rollout are there after the file is opened again", () => {
  const path = join(directory, "rollout.db");
  const before = sqliteStore(openDatabase(path));
  const downgrade = { rollout: "1".repeat(32), from: "0.2.0" };
  const manifest = { version: "0.1.1", architecture: "arm64", size: 5, sha256: "ab", downgrade };
  const signed = { manifest, signature: new Uint8Array([1, 2, 3]) };
  before.putPackage({ ...signed, manifest: { ...manifest, size: 4 } });
  before.putPackage(signed);
  before.putPackage({ ...signed, manifest: { ...manifest, version: "0.1.0" } });
  before.dropPackages("0.1.0");
  const rollout = { id: "upgrade-1", version: "0.1.1", startedAt: 5, haltedAt: "", reason: "", setBack: ["node2"] };
  before.setRollout(rollout);
  assert.deepEqual(before.rollout(), rollout);
  before.setRollout({ ...rollout, haltedAt: "node1", reason: "rolled back" });
  before.close();
  const again = sqliteStore(openDatabase(path));
  assert.deepEqual(again.packages(), [signed]);
  assert.deepEqual(again.rollout(), { ...rollout, haltedAt: "node1", reason: "rolled back" });
  again.close();
});

test("a file from a newer coordinator is refused and left as it is", () => {
  const path = join(directory, "newer.db");
  const newer = new DatabaseSync(path);
  newer.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
  newer.close();
  assert.throws(() => openDatabase(path), { code: "refused", message: /newer pi-coordinator/ });
});

test("a commit waits for the disk, since an agent erases its secret trusting in it", () => {
  const database = openDatabase(join(directory, "pragmas.db"));
  assert.deepEqual({ ...database.get("PRAGMA synchronous") }, { synchronous: 2 });
  assert.deepEqual({ ...database.get("PRAGMA journal_mode") }, { journal_mode: "wal" });
  database.close();
});

test("a phase that changes is a transition; a detail that changes is none, and keeps its beginning", () => {
  const store = memory();
  store.adopt(adoption);
  store.setState("node1", { phase: "joining" }, 2_000);
  store.setState("node1", { phase: "joining", detail: "in the cluster" }, 3_000);
  assert.deepEqual(
    store.transitions().map(({ from, to, at }) => [from, to, at]),
    [
      ["", "seen", 1_000],
      ["seen", "joining", 2_000],
    ],
  );
  assert.deepEqual([node(store)?.detail, node(store)?.since], ["in the cluster", 2_000]);
});

test("a failure has a cause and a next try, and leaves both behind", () => {
  const store = memory();
  store.adopt(adoption);
  store.setState("node1", { phase: "failed", cause: "join: kubeadm exited 1", nextTry: 9_000 }, 2_000);
  assert.deepEqual([node(store)?.detail, node(store)?.nextTry], ["join: kubeadm exited 1", 9_000]);
  store.setState("node1", { phase: "ready" }, 3_000);
  assert.equal(node(store)?.nextTry, undefined);
});

test("adopting the same key again changes nothing", () => {
  const store = memory();
  store.adopt(adoption);
  store.update("node1", { clusterHash: "sha256:1" });
  const before = store.nodes();
  store.adopt({ ...adoption, at: 9_000 });
  assert.deepEqual(store.nodes(), before);
});

test("a new card in the same Pi keeps name and address, and forgets what was true of the old system", () => {
  const store = memory();
  store.adopt(adoption);
  store.update("node1", { address: "10.0.0.2", clusterHash: "sha256:1", podSubnet: "10.244.1.0/24" });
  store.adopt({ ...adoption, keyHash: "k2", cardId: "c2" });
  const { keyHash, address, clusterHash, podSubnet } = node(store) ?? {};
  assert.deepEqual(
    { keyHash, address, clusterHash, podSubnet },
    { keyHash: "k2", address: "10.0.0.2", clusterHash: "", podSubnet: "" },
  );
  assert.equal(store.cardSpentBy("c1"), "k1");
});

test("two nodes never share a key or a serial number", () => {
  const store = memory();
  store.adopt(adoption);
  assert.throws(() => store.adopt({ ...adoption, name: "node2", serial: "200" }), /UNIQUE/);
  assert.throws(() => store.adopt({ ...adoption, name: "node2", keyHash: "k2" }), /UNIQUE/);
  assert.equal(store.nodes().length, 1);
});

test("strangers are bounded, and one that comes back changes its reason only", () => {
  const store = memory();
  const stranger = { serial: "1", reason: "no card", pending: true, card: false };
  for (let index = 0; index < KEPT.stranger + 10; index++) {
    store.putStranger({ ...stranger, address: `10.0.0.${index}`, fingerprint: `f${index}`, since: index });
  }
  assert.equal(store.strangers().length, KEPT.stranger);
  store.putStranger({ ...stranger, address: "10.0.0.70", fingerprint: "f70", reason: "spent", since: 9_999 });
  const found = store.strangers().find((one) => one.fingerprint === "f70");
  assert.deepEqual([found?.reason, found?.since], ["spent", 70]);
});

test("keys by the thousand push out neither a Pi with a card of this rack, nor one at another address", () => {
  const store = memory();
  const stranger = { serial: "1", reason: "no card", pending: true, card: false, address: "10.0.0.66" };
  store.putStranger({ ...stranger, fingerprint: "asks", address: "10.0.0.5", since: 0 });
  store.putStranger({ ...stranger, fingerprint: "carded", card: true, since: 0 });
  for (let index = 0; index < 1_000; index++)
    store.putStranger({ ...stranger, fingerprint: `f${index}`, since: index });
  const kept = store.strangers().map((one) => one.fingerprint);
  assert.ok(kept.includes("asks") && kept.includes("carded"), kept.join());
  assert.equal(kept.at(-1), "f999");
});

test("steps that are reported twice are kept once, and the oldest go", () => {
  const store = memory();
  const step = { node: "node1", step: "hosts", outcome: "changed", durationMs: 3, toolMs: 0, sentence: "" } as const;
  store.addSteps("apply-1", [
    { ...step, atMs: 1 },
    { ...step, atMs: 2 },
  ]);
  store.addSteps("apply-1", [{ ...step, atMs: 2 }]);
  assert.deepEqual(
    store.steps(10).map((one) => one.atMs),
    [1, 2],
  );
  store.addSteps(
    "apply-2",
    Array.from({ length: KEPT.step }, (_, index) => ({ ...step, atMs: index })),
  );
  assert.equal(store.steps(KEPT.step * 2).length, KEPT.step);
});

test("a key is approved as the Pi that it said it was, and never for less than it was once", () => {
  const store = memory();
  assert.equal(store.approved("f1"), false);
  store.approve({ fingerprint: "f1", serial: "100" }, "said");
  assert.deepEqual([store.approval("f1", "100"), store.approval("f1", "200")], ["said", "none"]);
  store.approve({ fingerprint: "f1", serial: "100" }, "compared");
  store.approve({ fingerprint: "f1", serial: "100" }, "said");
  assert.equal(store.approval("f1", "100"), "compared");
  assert.equal(store.approved("f1"), true);
});

test("what was said of a Pi's earlier key is over once it has another", () => {
  const store = memory();
  store.approve({ fingerprint: "k1", serial: adoption.serial }, "compared");
  store.adopt({ ...adoption, keyHash: "k1" });
  assert.equal(store.approval("k1", adoption.serial), "compared");
  store.approve({ fingerprint: "k2", serial: adoption.serial }, "compared");
  store.adopt({ ...adoption, keyHash: "k2" });
  assert.deepEqual(
    [store.approval("k1", adoption.serial), store.approval("k2", adoption.serial)],
    ["none", "compared"],
  );
});

test("tokens come and go", () => {
  const store = memory();
  store.addToken({ id: "abcdef", node: "node1", at: 1 });
  assert.deepEqual(store.tokens(), [{ id: "abcdef", node: "node1", at: 1, request: "", issuedAt: undefined }]);
  store.useToken("abcdef", "first");
  store.useToken("abcdef", "second");
  store.setIssued("abcdef", 7);
  assert.deepEqual(store.tokens(), [{ id: "abcdef", node: "node1", at: 1, request: "first", issuedAt: 7 }]);
  store.removeToken("abcdef");
  assert.deepEqual(store.tokens(), []);
});

test("a write of one node reads its own row again, not those of the whole rack", () => {
  const database = openDatabase(":memory:");
  let rows = 0;
  const counting: typeof database = {
    ...database,
    all: (...query) => {
      const found = database.all(...query);
      rows += found.length;
      return found;
    },
    get: (...query) => {
      rows++;
      return database.get(...query);
    },
  };
  const store = sqliteStore(counting);
  const names = Array.from({ length: 30 }, (_, index) => `node${index}`);
  for (const name of names) store.adopt({ ...adoption, name, serial: name, keyHash: name });
  for (const name of names) store.update(name, { address: `10.0.0.${name.slice(4)}` });
  for (const name of names) store.setState(name, { phase: "ready" }, 2_000);
  for (const name of names) store.setState(name, { phase: "ready" }, 3_000);
  store.adopt({ ...adoption, name: "node7", serial: "node7", keyHash: "another card" });
  assert.ok(rows <= 4 * names.length, `${rows} rows were read`);
  // As whoever opens the file now sees it, in the same order.
  assert.deepEqual(store.nodes(), sqliteStore(database).nodes());
  store.close();
});

test("only what cannot be learnt again waits for the disk", () => {
  const database = openDatabase(join(directory, "waiting.db"));
  let waits = 0;
  const counting: typeof database = {
    ...database,
    transaction: (work) => {
      waits++;
      database.transaction(work);
    },
  };
  const store = sqliteStore(counting);
  const waitsFor = (write: () => void): boolean => {
    const before = waits;
    write();
    return waits > before;
  };
  assert.ok(waitsFor(() => store.adopt(adoption)));
  assert.ok(waitsFor(() => store.update("node1", { operation: { id: "join-1", kind: "join" } })));
  assert.ok(!waitsFor(() => store.setState("node1", { phase: "joining" }, 1)));
  assert.ok(!waitsFor(() => store.update("node1", { endpoint: "10.0.0.2:7440", address: "10.0.0.2" })));
  assert.ok(waitsFor(() => store.update("node1", { operation: undefined, clusterHash: "sha256:1", joins: 1 })));
  assert.ok(waitsFor(() => store.update("node1", { resetRequested: true })));
  assert.ok(waitsFor(() => store.update("node1", { operation: { id: "apply-1", kind: "apply" } })));
  assert.ok(!waitsFor(() => store.update("node1", { operation: undefined })));
  assert.equal(node(store)?.operation, undefined);
  store.close();
});

test("what does not wait for the disk is whole or not there, and the next transaction waits again", () => {
  const database = openDatabase(join(directory, "lazy.db"));
  const isWaiting = () => database.get("PRAGMA synchronous")?.synchronous === 2;
  const approved = () => database.get("SELECT count(*) AS number FROM approval")?.number;
  const approve = () => database.run("INSERT INTO approval VALUES ('f1', '100', 1)");
  const fails = () => {
    approve();
    throw new Error("in the middle");
  };
  assert.throws(() => database.lazily(fails), /in the middle/);
  assert.deepEqual([approved(), isWaiting()], [0, true]);
  let waited = true;
  database.lazily(() => {
    approve();
    waited = isWaiting();
  });
  assert.deepEqual([approved(), waited, isWaiting()], [1, false, true]);
  database.close();
});
