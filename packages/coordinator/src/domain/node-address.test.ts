import assert from "node:assert/strict";
import { test } from "node:test";
import { type AddressQuestion, isOfNodes, nodeAddress } from "./node-address.ts";

/** Wi-Fi to the house, where the default route is, and a cable to the switch. */
const master: AddressQuestion = {
  remote: "127.0.0.1",
  addresses: ["192.168.1.20", "10.0.0.1"],
  networks: [{ subnet: "192.168.1.0/24" }, { subnet: "10.0.0.0/24" }, { subnet: "192.168.1.1/32" }],
  others: [],
  wanted: "",
  current: "",
  isFixed: false,
};

test("a worker's address is the one of its connection", () => {
  assert.equal(nodeAddress({ ...master, remote: "10.0.0.12", wanted: "192.168.1.0/24" }), "10.0.0.12");
});

test("the master's is on the network where the others are, and by the default route while there are none", () => {
  assert.equal(nodeAddress(master), "192.168.1.20");
  assert.equal(nodeAddress({ ...master, others: ["10.0.0.12", "10.0.0.13", "192.168.1.30"] }), "10.0.0.1");
  assert.equal(nodeAddress({ ...master, others: ["172.16.0.9"] }), "192.168.1.20");
});

test("rack.yaml's network goes before that; one that the Pi is not on changes nothing", () => {
  assert.equal(nodeAddress({ ...master, wanted: "10.0.0.0/24" }), "10.0.0.1");
  assert.equal(nodeAddress({ ...master, wanted: "10.9.0.0/24" }), "192.168.1.20");
});

test("what is in certificates stays while the Pi has it", () => {
  const fixed = { ...master, current: "192.168.1.20", isFixed: true, others: ["10.0.0.12"] };
  assert.equal(nodeAddress(fixed), "192.168.1.20");
  assert.equal(nodeAddress({ ...fixed, current: "192.168.1.99" }), "10.0.0.1");
});

test("an agent on another network than the nodes' is not looked for", () => {
  assert.equal(isOfNodes("10.0.0.12:7440", "10.0.0.0/24"), true);
  assert.equal(isOfNodes("192.168.1.30:7440", "10.0.0.0/24"), false);
  assert.equal(isOfNodes("192.168.1.30:7440", ""), true);
});
