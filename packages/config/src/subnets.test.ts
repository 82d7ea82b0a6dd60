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
