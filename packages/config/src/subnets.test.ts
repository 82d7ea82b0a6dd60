import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { parseRackConfig } from "./parse-rack-config.ts";

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
      `^rack.yaml:1: ${key}: ${subnet} cannot be used: \\S+ is for .*${what}.*choose private addresses, or omit it$`,
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

const withNode = (text: string, address: string) =>
  `${text}\nnodes: [{ serial: 10000000abcdef01, address: ${JSON.stringify(address)} }]\n`;

for (const [text, message] of [
  ["nodeSubnet: 224.0.0.0/24\n", /:1: nodeSubnet: 224\.0\.0\.0\/24 cannot be used: .* multicast/],
  ["nodeSubnet: 169.254.0.0/16\n", /:1: nodeSubnet: .* link-local/],
  [
    "nodeSubnet: 10.244.3.0/24\n",
    /:1: nodeSubnet: 10\.244\.3\.0\/24 overlaps podSubnet 10\.244\.0\.0\/16: choose another podSubnet$/,
  ],
  [
    "nodeSubnet: 10.100.0.0/24\n",
    /nodeSubnet: .* overlaps serviceSubnet 10\.96\.0\.0\/12: choose another serviceSubnet$/,
  ],
  [withNode("", "10.100.0.12"), /:2: nodes\[0\]\.address: 10\.100\.0\.12 is in serviceSubnet 10\.96\.0\.0\/12: /],
  [
    withNode("", "127.0.0.1"),
    /:2: nodes\[0\]\.address: 127\.0\.0\.1 cannot be the address of a Pi: it is among the loopback/,
  ],
  [withNode("", "255.255.255.255"), /cannot be the address of a Pi/],
  [withNode("", "169.254.7.7"), /cannot be the address of a Pi: it is among the link-local/],
  [
    withNode("nodeSubnet: 10.0.0.0/24", "10.0.1.12"),
    /10\.0\.1\.12 is not in nodeSubnet 10\.0\.0\.0\/24: one of them is wrong$/,
  ],
] as const) {
  test(`where nodes cannot be: ${text.trim()}`, () => assert.match(refusal(text), message));
}

test("where nodes can be: private, a provider's 100.64.0.0/10, any other", () => {
  for (const address of ["10.0.0.12", "100.64.3.4", "172.20.0.2", "203.0.113.9"]) {
    assert.equal(refusal(withNode("", address)), "");
  }
  assert.equal(refusal(withNode("nodeSubnet: 100.64.0.0/10", "100.64.3.4")), "");
});
