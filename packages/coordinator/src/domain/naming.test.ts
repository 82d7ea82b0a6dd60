import assert from "node:assert/strict";
import { test } from "node:test";
import { identify, masterAwaited, nameTakenBy, promoted } from "./naming.ts";

const none = { nodes: [] };

test("workers are numbered in order of arrival", () => {
  assert.deepEqual(identify("1", new Set(), none, { ownSerial: "m" }), { name: "node1", role: "worker" });
  assert.deepEqual(identify("2", new Set(["node1"]), none, { ownSerial: "m" }), { name: "node2", role: "worker" });
});

test("the coordinator's own Pi is the control plane, whatever the order of arrival", () => {
  assert.deepEqual(identify("m", new Set(["node1", "node2"]), none, { ownSerial: "m" }), {
    name: "master1",
    role: "control-plane",
  });
});

test("rack.yaml names a Pi by its serial number", () => {
  const nodes = [{ serial: "1", name: "cellar", role: "worker" }] as const;
  assert.deepEqual(identify("1", new Set(), { nodes }, { ownSerial: "m" }), { name: "cellar", role: "worker" });
});

test("rack.yaml can make another Pi the control plane", () => {
  const nodes = [{ serial: "1", name: "", role: "control-plane" }] as const;
  assert.deepEqual(identify("1", new Set(), { nodes }, { ownSerial: "m" }), { name: "master1", role: "control-plane" });
  assert.equal(identify("m", new Set(), { nodes }, { ownSerial: "m" }).role, "worker");
});

test("several Pis can be control planes, and then everybody waits for any of them", () => {
  const nodes = ["1", "2"].map((serial) => ({ serial, name: "", role: "control-plane" as const }));
  const roles = ["1", "2", "m"].map((serial) => identify(serial, new Set(), { nodes }, { ownSerial: "m" }).role);
  assert.deepEqual(roles, ["control-plane", "control-plane", "worker"]);
  assert.equal(identify("2", new Set(["master1"]), { nodes }, { ownSerial: "m" }).name, "master2");
  assert.match(masterAwaited({ nodes }, "m", []), /serial number 1 or 2/);
  assert.match(masterAwaited({ nodes }, "2", []), /the master itself/);
  assert.equal(promoted({ nodes }, "2", [{ name: "node1", role: "worker", serial: "2" }]), "node1");
});

test("a name that rack.yaml keeps for a Pi is not handed out, even before that Pi came", () => {
  const nodes = [{ serial: "9", name: "node1", role: "worker" }] as const;
  assert.equal(identify("1", new Set(), { nodes }, { ownSerial: "m" }).name, "node2");
});

const cellar = { serial: "1", name: "cellar", role: "worker" } as const;

test("a card names its Pi, unless rack.yaml does", () => {
  const card = { ownSerial: "m", cardName: "attic" };
  assert.deepEqual(identify("1", new Set(), none, card), { name: "attic", role: "worker" });
  assert.deepEqual(identify("m", new Set(), none, card), { name: "attic", role: "control-plane" });
  assert.equal(identify("1", new Set(), { nodes: [cellar] }, card).name, "cellar");
});

test("a card's name is taken when another Pi has it, or shall have it", () => {
  const arrival = { serial: "2", cardName: "cellar" };
  const nodes = [{ name: "cellar", serial: "1" }];
  assert.equal(nameTakenBy(arrival, [], none), undefined);
  assert.equal(nameTakenBy(arrival, nodes, none), "1");
  assert.equal(nameTakenBy({ ...arrival, serial: "1" }, nodes, none), undefined);
  assert.equal(nameTakenBy(arrival, [], { nodes: [cellar] }), "1");
  assert.equal(nameTakenBy({ ...arrival, cardName: "" }, nodes, none), undefined);
  assert.equal(nameTakenBy({ serial: "2", cardName: "api" }, [], none), "the cluster itself");
  const attic = { serial: "2", name: "attic", role: "worker" } as const;
  assert.equal(nameTakenBy(arrival, nodes, { nodes: [attic] }), undefined, "rack.yaml names this Pi");
});

test("while there is no control plane, it is said for which Pi everybody waits", () => {
  const nodes = [{ name: "node1", role: "worker", serial: "5" }] as const;
  const config = { nodes: [{ serial: "7", name: "", role: "control-plane" }] } as const;
  assert.match(masterAwaited(config, "5", nodes), /serial number 7, which rack\.yaml calls the control plane/);
  assert.match(masterAwaited({ nodes: [] }, "5", []), /the agent on the master itself/);
  assert.equal(masterAwaited(config, "5", [{ role: "control-plane" }]), "");
});

test("the coordinator's own Pi is promoted when rack.yaml was mended, and nobody else", () => {
  const nodes = [{ name: "node1", role: "worker", serial: "5" }] as const;
  assert.equal(promoted({ nodes: [] }, "5", nodes), "node1");
  assert.equal(promoted({ nodes: [{ serial: "7", name: "", role: "control-plane" }] }, "5", nodes), undefined);
  assert.equal(promoted({ nodes: [] }, "9", nodes), undefined);
  assert.equal(promoted({ nodes: [] }, "5", [...nodes, { name: "m", role: "control-plane", serial: "8" }]), undefined);
});
