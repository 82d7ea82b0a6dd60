import assert from "node:assert/strict";
import { test } from "node:test";
import { type AddressQuestion, isOfNodes, nodeAddress } from "./node-address.ts";

/** Wi-Fi to the house, where the default route is, and a cable to the switch. */
const master: AddressQuestion = {
  remote: "127.0.0.1",
  met: [],
  addresses: ["192.168.1.20", "10.0.0.1"],
  networks: [
    { subnet: "192.168.1.0/24", what: "wlan0" },
    { subnet: "10.0.0.0/24", what: "eth0" },
    { subnet: "192.168.1.1/32", what: "the gateway" },
  ],
  others: [],
  wanted: "",
  masters: "",
  current: "",
  fixed: "",
};

test("a worker's address is the one of its connection", () => {
  assert.equal(nodeAddress({ ...master, remote: "10.0.0.12", wanted: "192.168.1.0/24" }), "10.0.0.12");
});

test("a worker that was heard over its Wi-Fi first has the address on the nodes' network at which it was met as well", () => {
  const worker = {
    ...{ ...master, remote: "192.168.1.31", met: ["10.0.0.12"], addresses: ["192.168.1.31", "10.0.0.12"] },
    masters: "10.0.0.0/24",
  };
  assert.equal(nodeAddress(worker), "10.0.0.12");
  assert.equal(nodeAddress({ ...worker, masters: "", wanted: "10.0.0.0/24" }), "10.0.0.12");
  // Not met there, somebody else's address, another network: the connection counts.
  assert.equal(nodeAddress({ ...worker, met: [] }), "192.168.1.31");
  assert.equal(nodeAddress({ ...worker, met: ["10.0.0.66"] }), "192.168.1.31");
  assert.equal(nodeAddress({ ...worker, masters: "172.16.0.0/24" }), "192.168.1.31");
  const two = { ...worker, remote: "10.0.0.13", addresses: ["10.0.0.13", "10.0.0.12"], current: "10.0.0.12" };
  assert.equal(nodeAddress(two), "10.0.0.12", "one of two on the same cable does not change with each connection");
});

test("a worker that comes back over its other cable keeps its address while it has it, and nobody else's", () => {
  const back = {
    ...{ ...master, remote: "192.168.1.31", addresses: ["192.168.1.31", "10.0.0.12"], current: "10.0.0.12" },
    masters: "10.0.0.0/24",
  };
  assert.equal(nodeAddress(back), "10.0.0.12");
  assert.equal(nodeAddress({ ...back, masters: "" }), "10.0.0.12", "the master has not come back yet");
  assert.equal(nodeAddress({ ...back, others: [["10.0.0.12"]] }), "192.168.1.31");
  assert.equal(nodeAddress({ ...back, addresses: ["192.168.1.31"] }), "192.168.1.31");
  assert.equal(
    nodeAddress({ ...back, addresses: ["10.0.0.12"], remote: "10.0.0.99", current: "10.0.0.11" }),
    "10.0.0.99",
  );
});

test("the master's is on the network where most others are, on its cable rather than its Wi-Fi where that decides nothing", () => {
  const others = (...all: string[]) => all.map((address) => [address]);
  assert.equal(nodeAddress(master), "10.0.0.1");
  assert.equal(nodeAddress({ ...master, others: others("10.0.0.12", "10.0.0.13", "192.168.1.30") }), "10.0.0.1");
  assert.equal(nodeAddress({ ...master, others: others("10.0.0.12", "192.168.1.30", "192.168.1.31") }), "192.168.1.20");
  assert.equal(nodeAddress({ ...master, others: [["192.168.1.30", "10.0.0.12"]] }), "10.0.0.1");
  assert.equal(nodeAddress({ ...master, others: others("192.168.1.30") }), "192.168.1.20");
  const cables = master.networks.map((network) => ({ ...network, what: "eth0" }));
  assert.equal(nodeAddress({ ...master, networks: cables, others: others("172.16.0.9") }), "192.168.1.20");
});

test("rack.yaml's network goes before that; one that the Pi is not on changes nothing", () => {
  assert.equal(nodeAddress({ ...master, wanted: "10.0.0.0/24" }), "10.0.0.1");
  assert.equal(nodeAddress({ ...master, wanted: "10.9.0.0/24" }), "10.0.0.1");
});

test("what is in certificates stays while the Pi has it", () => {
  const question = { ...master, current: "192.168.1.20", fixed: "192.168.1.20", others: [["10.0.0.12"]] };
  assert.equal(nodeAddress(question), "192.168.1.20");
  assert.equal(nodeAddress({ ...question, current: "10.0.0.1" }), "192.168.1.20", "its cable was out for a moment");
  assert.equal(nodeAddress({ ...question, current: "192.168.1.99", fixed: "192.168.1.99" }), "10.0.0.1");
});

test("an agent on another network than the nodes' is not looked for", () => {
  assert.equal(isOfNodes("10.0.0.12:7440", "10.0.0.0/24"), true);
  assert.equal(isOfNodes("192.168.1.30:7440", "10.0.0.0/24"), false);
  assert.equal(isOfNodes("192.168.1.30:7440", ""), true);
});
