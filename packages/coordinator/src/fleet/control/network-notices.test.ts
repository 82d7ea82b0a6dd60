/** Several networks, and places that a person named: what becomes of the nodes, and what is said. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SimulatedAgent } from "../testing/simulated-agent.ts";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";
import { noticesOf } from "./notices.ts";

const MASTER = {
  address: "127.0.0.1",
  claims: ["192.168.1.20", "10.0.0.1"],
  networks: ["192.168.1.0/24", "10.0.0.0/24"],
};
const addressOf = (rack: SimulatedRack, serial: string) =>
  rack.fleet.store.nodes().find((node) => node.serial === serial)?.address;

/** The same agent, met at another of its addresses. */
const at = (agent: SimulatedAgent, remoteAddress: string): SimulatedAgent => ({
  ...agent,
  dial: () => ({ ...agent.dial(), remoteAddress }),
});

test("a worker that is heard over its Wi-Fi first ends on the cable, where the others are, and so does the master", async () => {
  await using rack = await simulatedRack();
  const both = rack.plugIn("w1", { address: "192.168.1.31", claims: ["192.168.1.31", "10.0.0.12"] });
  await rack.until(() => addressOf(rack, "w1") === "192.168.1.31");
  rack.plugIn("w2", { address: "10.0.0.13", claims: ["10.0.0.13"] });
  await rack.until(() => addressOf(rack, "w2") === "10.0.0.13");
  rack.announce(at(both, "10.0.0.12"));
  await rack.until(() => rack.fleet.sessions.get("node1")?.met.has("10.0.0.12") === true);
  rack.plugIn("m1", MASTER);
  await rack.until(() => addressOf(rack, "m1") === "10.0.0.1" && addressOf(rack, "w1") === "10.0.0.12");
  assert.deepEqual(
    noticesOf(rack.fleet).filter((line) => line.includes("on the network of")),
    [],
  );
});

test("a worker on the wrong of two networks is named, with both", async () => {
  await using rack = await simulatedRack();
  for (const [serial, address] of Object.entries({ w1: "10.0.0.12", w2: "10.0.0.13", w3: "192.168.1.30" }))
    rack.plugIn(serial, { address, claims: [address] });
  await rack.until(() => rack.fleet.store.nodes().every(({ address }) => address !== ""));
  rack.plugIn("m1", MASTER);
  const strays = () => noticesOf(rack.fleet).filter((line) => line.includes("on the network of"));
  await rack.until(() => addressOf(rack, "m1") === "10.0.0.1" && strays().length > 0);
  assert.equal(strays().length, 1);
  assert.match(
    strays()[0] ?? "",
    /^node\d is at 192\.168\.1\.30, on the network of master1's eth0, but the nodes talk to each other on 10\.0\.0\.0\/24: plug it/,
  );
});

test("a nodeSubnet that nobody is on is told, with the addresses that there are", async () => {
  await using rack = await simulatedRack("nodeSubnet: 172.20.0.0/24");
  rack.place("10.0.9.1:7440");
  rack.plugIn("w1", { address: "10.0.0.12" });
  const master = rack.plugIn("m1", MASTER);
  assert.equal(addressOf(rack, "w1"), undefined);
  rack.place("10.0.1.2:7440");
  await rack.until(() => noticesOf(rack.fleet).some((line) => line.includes("nodeSubnet")));
  assert.match(
    noticesOf(rack.fleet).join("\n"),
    /^rack\.yaml: nodeSubnet: master1 has no address in 172\.20\.0\.0\/24 \(it has 192\.168\.1\.20 and 10\.0\.0\.1\)/m,
  );
  assert.ok(master.commands.length > 0);
});

test("a worker whose lease changes has its new address in every hosts file, its own kubelet's too, and nothing is to be told", async () => {
  await using rack = await simulatedRack();
  const claims = ["192.168.1.11"];
  const master = rack.plugIn("m1", MASTER);
  const worker = rack.plugIn("w1", { address: "192.168.1.11", claims });
  await rack.until(() => rack.fleet.store.nodes().every(({ phase }) => phase === "ready"));
  claims[0] = "192.168.1.77";
  rack.remove(worker);
  rack.announce(at(worker, "192.168.1.77"));
  const isTold = ({ commands }: SimulatedAgent) =>
    commands.some(
      ({ kind, value }) => kind === "apply" && value.spec?.hosts?.some(({ address }) => address === "192.168.1.77"),
    );
  await rack.until(() => [master, worker].every(isTold));
  assert.equal(addressOf(rack, "w1"), "192.168.1.77");
  assert.deepEqual(
    noticesOf(rack.fleet).filter((line) => line.includes("192.168.1.")),
    [],
  );
});

test("a control plane whose lease changes is told with both addresses, until it has the first one again", async () => {
  await using rack = await simulatedRack();
  const claims = ["192.168.1.20"];
  const master = rack.plugIn("m1", { ...MASTER, claims });
  await rack.until(() => rack.fleet.store.nodes()[0]?.phase === "ready");
  const moved = () => noticesOf(rack.fleet).filter((line) => line.includes("was made when it was at"));
  const moveTo = async (address: string) => {
    claims[0] = address;
    master.unplug();
    rack.announce(master);
    await rack.until(() => addressOf(rack, "m1") === address);
  };
  await moveTo("192.168.1.77");
  assert.match(
    moved().join("\n"),
    /^master1 is at 192\.168\.1\.77 now, .* at 192\.168\.1\.20\. .*api\.kube\.local leads/,
  );
  assert.equal(rack.journal.filter((line) => line.includes(moved()[0] ?? "?")).length, 1);
  await rack.restart();
  assert.equal(moved().length, 1, "also for the next coordinator");
  await moveTo("192.168.1.20");
  assert.deepEqual(moved(), []);
});

test("a nodeSubnet that comes after the cluster was made elsewhere is told", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1", MASTER);
  await rack.until(() => rack.fleet.store.nodes().some(({ phase }) => phase === "ready"));
  assert.equal(addressOf(rack, "m1"), "192.168.1.20");
  await rack.restart("nodeSubnet: 10.0.0.0/24");
  await rack.until(() => noticesOf(rack.fleet).some((line) => line.includes("nodeSubnet")));
  assert.match(
    noticesOf(rack.fleet).join("\n"),
    /^rack\.yaml: nodeSubnet: 10\.0\.0\.0\/24 is not the network on which the cluster was made: master1 has the address 192\.168\.1\.20 in its/m,
  );
});

test("an address in rack.yaml at which nobody answers is told until somebody does", async () => {
  await using rack = await simulatedRack("nodes: [{ serial: 10000000abcdef01, address: 10.0.1.1 }]");
  rack.place("10.0.1.1:7440");
  const said = () => noticesOf(rack.fleet).filter((line) => line.includes("10.0.1.1:7440"));
  await rack.until(() => said().length === 1);
  assert.match(said()[0] ?? "", /^rack\.yaml: the Pi 10000000abcdef01: at 10\.0\.1\.1:7440 nothing answers: /);
  assert.equal(rack.journal.filter((line) => line.includes("nothing answers")).length, 1);
  rack.plugIn("10000000abcdef01");
  await rack.until(() => said().length === 0);
});

test("one node more than the pod subnet has room for is told so, and nothing is installed on it", async () => {
  await using rack = await simulatedRack("podSubnet: 10.244.0.0/23");
  rack.plugIn("m1");
  rack.plugIn("w1");
  await rack.until(() => rack.fleet.store.nodes().filter(({ phase }) => phase === "ready").length === 2);
  const late = rack.plugIn("w2");
  await rack.until(() => rack.fleet.store.nodes().some(({ detail }) => detail.includes("has room for 2 nodes")));
  assert.ok(late.commands.every(({ kind }) => kind !== "apply" && kind !== "join"));
});

test("a name server of the house inside the services' range keeps the cluster from being made", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1", { networks: ["10.0.0.0/24", { subnet: "10.97.0.53/32", what: "a name server" }] });
  const detail = () => rack.fleet.store.nodes()[0]?.detail ?? "";
  await rack.until(() => detail().includes("shares addresses"));
  assert.match(
    detail(),
    /^serviceSubnet 10\.96\.0\.0\/12 shares addresses with 10\.97\.0\.53, a name server of master1: /,
  );
  assert.ok(master.commands.every(({ kind }) => kind !== "init"));
});

test("routes to another node's pods are no network of the house; a made cluster in a house that clashes is told", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("w1", { address: "10.0.0.12" });
  const toPods = { subnet: "10.244.1.0/24", what: "a network beyond 10.0.0.12" };
  const clusterDns = { subnet: "10.96.0.10/32", what: "a name server" };
  const networks: (string | { subnet: string; what: string })[] = ["10.0.0.0/24", toPods];
  await rack.until(() => addressOf(rack, "w1") === "10.0.0.12");
  const master = rack.plugIn("m1", { networks });
  await rack.until(() => rack.fleet.store.nodes().filter(({ phase }) => phase === "ready").length === 2);
  assert.deepEqual(
    noticesOf(rack.fleet).filter((line) => line.includes("shares addresses")),
    [],
  );
  networks.splice(0, networks.length, clusterDns, "10.100.7.0/24");
  master.unplug();
  const clashes = () => noticesOf(rack.fleet).filter((line) => line.includes("shares addresses"));
  await rack.until(() => clashes().length > 0);
  assert.equal(clashes().length, 1);
  assert.match(clashes()[0] ?? "", /10\.100\.7\.0\/24, master1's network \(eth0\): .* requires a new cluster/);
});
