import assert from "node:assert/strict";
import { test } from "node:test";
import type { Downgrade, PackageManifest } from "@rackberry/protocol";
import { type AgentView, type Offer, packageFor, rolloutStatus, setBackAfter, turnOf } from "./rollout.ts";

const agent = (name: string, changes: Partial<AgentView> = {}): AgentView => ({
  name,
  role: name.startsWith("master") ? "control-plane" : "worker",
  version: "0.1.0",
  architecture: "arm64",
  connected: true,
  upgrading: false,
  occupied: false,
  progress: "",
  ...changes,
});
const signed = (architecture: string, downgrade?: Downgrade) => ({
  manifest: { version: "0.1.1", architecture, size: 1, sha256: "", downgrade } satisfies PackageManifest,
  signature: Buffer.alloc(0),
});
const ROLLOUT = { id: "upgrade-1", version: "0.1.1", startedAt: 1, haltedAt: "", reason: "", setBack: [] };
const offer = (packages = [signed("arm64")], halted = ""): Offer => ({
  rollout: { ...ROLLOUT, haltedAt: halted, reason: halted && "rolled back" },
  packages,
  awaits: "",
});
const upgraded = { version: "0.1.1" };

test("a worker is the first, one at a time, and the control plane comes last", () => {
  const [master, one, two] = [agent("master1"), agent("node1"), agent("node2")];
  assert.equal(turnOf(offer(), [master, one, two]), "node1");
  assert.equal(turnOf(offer(), [master, agent("node1", upgraded), two]), "node2");
  assert.equal(turnOf(offer(), [master, agent("node1", upgraded), agent("node2", upgraded)]), "master1");
  assert.equal(turnOf(offer(), [agent("master1", upgraded), agent("node1", upgraded)]), undefined);
});

test("who is being upgraded keeps the turn, also while it is away", () => {
  const away = agent("node2", { upgrading: true, connected: false, architecture: "" });
  assert.equal(turnOf(offer(), [agent("master1"), agent("node1"), away]), "node2");
});

test("who is away is passed over, and gets its turn when it comes back", () => {
  const away = { connected: false, architecture: "" };
  assert.equal(turnOf(offer(), [agent("master1"), agent("node1", away)]), "master1");
  assert.equal(turnOf(offer(), [agent("master1", upgraded), agent("node1")]), "node1");
});

test("outside of rack.yaml's hours nobody is disturbed, but who is being upgraded goes on", () => {
  const closed = { ...offer(), awaits: "02:00-05:00" };
  assert.equal(turnOf(closed, [agent("master1"), agent("node1")]), undefined);
  const { state, nodes } = rolloutStatus(closed, [agent("node1")]);
  assert.deepEqual([state, nodes[0]?.detail], ["running", "runs 0.1.0, waiting for 02:00-05:00"]);
  assert.equal(turnOf(closed, [agent("node1"), agent("node2", { upgrading: true })]), "node2");
});

test("after a failure nobody has the turn", () => {
  assert.equal(turnOf(offer([signed("arm64")], "node1"), [agent("master1"), agent("node1")]), undefined);
});

test("who is occupied with something that does not end is passed over", () => {
  const stuck = agent("node1", { occupied: true });
  assert.equal(turnOf(offer(), [agent("master1"), stuck, agent("node2")]), "node2");
  assert.equal(turnOf(offer(), [agent("master1", upgraded), stuck]), undefined);
  assert.equal(rolloutStatus(offer(), [stuck]).state, "running");
});

test("who halted a rollout comes last in the next, the control plane after the other workers all the same", () => {
  const { packages } = offer();
  const next = { rollout: { ...ROLLOUT, setBack: ["node1"] }, packages, awaits: "" };
  const [master, one, two] = [agent("master1"), agent("node1"), agent("node2")];
  assert.equal(turnOf(next, [master, one, two]), "node2");
  assert.equal(turnOf(next, [master, one, agent("node2", upgraded)]), "master1");
  assert.equal(turnOf(next, [agent("master1", upgraded), one, agent("node2", upgraded)]), "node1");
});

test("all that halted a rollout are set back, until they become what they are told", () => {
  const halted = { ...ROLLOUT, haltedAt: "node2", setBack: ["node1", "node3", "gone"] };
  const agents = [agent("master1"), agent("node1", upgraded), agent("node2"), agent("node3")];
  assert.deepEqual(setBackAfter(halted, agents), ["node2", "node3"]);
  assert.deepEqual(setBackAfter(ROLLOUT, agents), []);
});

test("an agent gets the package of its architecture, and an older one only with the owner's word for it", () => {
  const back = { rollout: "1".repeat(32), from: "0.2.0" };
  assert.equal(packageFor(offer([signed("amd64")]), agent("node1")), undefined);
  assert.equal(packageFor(offer(), agent("node1", { version: "0.2.0" })), undefined);
  assert.ok(packageFor(offer([signed("arm64", back)]), agent("node1", { version: "0.2.0" })));
  assert.equal(packageFor(offer([signed("arm64", back)]), agent("node1", { version: "0.2.1" })), undefined);
  assert.ok(packageFor(offer(), agent("node1", { version: "" })));
  assert.equal(packageFor(offer([signed("arm64", back)]), agent("node1", upgraded)), undefined);
});

test("a person sees how far every node is", () => {
  const agents = [
    agent("master1"),
    agent("node1", { progress: "receives 0.1.1: 40 %" }),
    agent("node2", upgraded),
    agent("node3", { connected: false, architecture: "" }),
    agent("node4", { architecture: "amd64" }),
    agent("node5", { version: "0.2.0" }),
  ];
  const { state, nodes } = rolloutStatus(offer(), agents);
  assert.equal(state, "running");
  assert.deepEqual(
    nodes.map((node) => `${node.name} ${node.state}: ${node.detail}`),
    [
      "master1 waiting: runs 0.1.0, waiting for its turn",
      "node1 upgrading: receives 0.1.1: 40 %",
      "node2 done: runs 0.1.1",
      "node3 away: is not connected, and will be upgraded when it comes back",
      "node4 unfit: runs 0.1.0, and there is no package for amd64",
      "node5 unfit: runs 0.2.0, which is newer; --allow-downgrade replaces it",
    ],
  );
});

test("it is done when nobody waits, whoever is away; and halted says where and why", () => {
  const rest = [agent("node2", upgraded), agent("node3", { connected: false, architecture: "" })];
  assert.equal(rolloutStatus(offer(), rest).state, "done");
  const halted = rolloutStatus(offer([signed("arm64")], "node1"), [agent("node1"), ...rest]);
  assert.deepEqual([halted.state, halted.haltedAt, halted.reason], ["halted", "node1", "rolled back"]);
  assert.equal(halted.nodes[0]?.state, "waiting");
});
