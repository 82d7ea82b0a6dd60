import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { parseRackConfig } from "./rack-config.ts";

function refusal(text: string): string {
  try {
    parseRackConfig(text, "rack.yaml");
  } catch (cause) {
    return AppError.from(cause).message;
  }
  return "";
}

for (const [key, subnet, what] of [
  ["podSubnet", "224.0.0.0/8", "multicast"],
  ["podSubnet", "127.0.0.0/8", "loopback"],
  ["podSubnet", "0.0.0.0/8", "this network"],
  ["podSubnet", "169.254.0.0/16", "link-local"],
  ["podSubnet", "169.0.0.0/8", "link-local"],
  ["podSubnet", "255.255.0.0/16", "broadcast"],
  ["podSubnet", "240.0.0.0/8", "reserved"],
  ["serviceSubnet", "239.0.0.0/12", "multicast"],
  ["serviceSubnet", "127.64.0.0/16", "loopback"],
] as const) {
  test(`${subnet} cannot be the ${key}: ${what}`, () => {
    const message = new RegExp(
      `^rack.yaml:1: ${key}: ${subnet} cannot be used: \\S+ is for .*${what}.*choose private addresses, or leave it out$`,
    );
    assert.match(refusal(`${key}: ${subnet}\n`), message);
  });
}

const nodes = (count: number) =>
  `nodes:\n${Array.from({ length: count }, (_, index) => `- { serial: ${String(index + 1).padStart(16, "0")}, name: n${index} }\n`).join("")}`;

test("more nodes than the pod subnet has room for are refused with the numbers", () => {
  const why = (room: number, count: number, enough: string) =>
    new RegExp(
      `podSubnet: \\S+ has room for ${room} nodes, since each takes a /24, and nodes lists ${count}: ${enough}$`,
    );
  assert.match(refusal(nodes(300)), why(256, 300, "/15 has room for 512"));
  assert.match(refusal(`podSubnet: 10.244.0.0/22\n${nodes(5)}`), why(4, 5, "/21 has room for 8"));
  assert.match(refusal(`podSubnet: 10.244.0.0/23\n${nodes(3)}`), why(2, 3, "/22 has room for 4"));
  assert.equal(refusal(nodes(256)), "");
  assert.equal(refusal(`podSubnet: 10.244.0.0/22\n${nodes(4)}`), "");
});

const pi = (address: string) => `nodes:\n- { serial: 10000000abcdef01, address: ${address} }\n`;
const APART = "nodes, pods and services each need addresses of their own";

for (const [what, text, why] of [
  [
    "inside the pods'",
    "nodeSubnet: 10.244.1.0/24\n",
    `1: nodeSubnet: 10.244.1.0/24 shares addresses with podSubnet 10.244.0.0/16: ${APART}`,
  ],
  [
    "inside the services'",
    "nodeSubnet: 10.100.0.0/24\n",
    `1: nodeSubnet: 10.100.0.0/24 shares addresses with serviceSubnet 10.96.0.0/12: ${APART}`,
  ],
  [
    "around the pods'",
    "nodeSubnet: 10.192.0.0/10\n",
    `1: nodeSubnet: 10.192.0.0/10 shares addresses with podSubnet 10.244.0.0/16: ${APART}`,
  ],
  [
    "of loopback",
    "nodeSubnet: 127.0.0.0/8\n",
    "1: nodeSubnet: 127.0.0.0/8 is no network of Pis: 127.0.0.0/8 is for loopback addresses, which never leave a machine",
  ],
  [
    "of multicast",
    "nodeSubnet: 239.255.0.0/16\n",
    "1: nodeSubnet: 239.255.0.0/16 is no network of Pis: 224.0.0.0/4 is for multicast addresses",
  ],
  [
    "of a node among the services",
    pi("10.96.0.7"),
    `2: nodes[0].address: 10.96.0.7 is in serviceSubnet 10.96.0.0/12: ${APART}`,
  ],
  [
    "of a node among the pods",
    pi("10.244.3.4"),
    `2: nodes[0].address: 10.244.3.4 is in podSubnet 10.244.0.0/16: ${APART}`,
  ],
  [
    "of this machine for a node",
    pi("127.0.0.1"),
    "2: nodes[0].address: 127.0.0.1 is no Pi's address: 127.0.0.0/8 is for loopback addresses, which never leave a machine",
  ],
  [
    "of nobody for a node",
    pi("0.0.0.0"),
    "2: nodes[0].address: 0.0.0.0 is no Pi's address: 0.0.0.0/8 is for addresses that mean this network",
  ],
  [
    "of everybody for a node",
    pi("255.255.255.255"),
    "2: nodes[0].address: 255.255.255.255 is no Pi's address: 240.0.0.0/4 is for reserved addresses, with the broadcast address",
  ],
] as const) {
  test(`the nodes' own addresses are a house's: one ${what} is refused`, () =>
    assert.equal(refusal(text), `rack.yaml:${why}`));
}

test("a network without a DHCP server may be the nodes'", () => {
  assert.equal(refusal(`nodeSubnet: 169.254.0.0/16\n${pi("169.254.7.9")}`), "");
});

test("an address in place of its network is told with the network", () => {
  for (const [typed, network] of [
    ["192.168.1.77/24", "192.168.1.0/24"],
    ["10.97.3.4/13", "10.96.0.0/13"],
    ["192.168.1.7/30", "192.168.1.4/30"],
  ]) {
    assert.match(
      refusal(`nodeSubnet: ${typed}\n`),
      new RegExp(`"${typed}" is an address in ${network}: write the network itself$`),
    );
  }
});
