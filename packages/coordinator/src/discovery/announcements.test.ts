import assert from "node:assert/strict";
import { test } from "node:test";
import { sieve } from "./announcements.ts";

const SERVICE = "_pi-agent._tcp.local";
const announcement = (port: number, name = "pi-1") => ({
  answers: [{ name: SERVICE, type: "PTR", ttl: 120, data: `${name}.${SERVICE}` }],
  additionals: [{ name: `${name}.${SERVICE}`, type: "SRV", ttl: 120, data: { port, target: "evil.local" } }],
});

test("an announcement is a candidate at the packet's own address, whatever its records say", () => {
  const packet = announcement(7440);
  packet.additionals.push({ name: "evil.local", type: "A", ttl: 120, data: "10.6.6.6" } as never);
  assert.deepEqual(sieve()(packet, "10.0.0.5", 0), ["10.0.0.5:7440"]);
});

test("other services, goodbyes and nonsense are nobody", () => {
  const sift = sieve();
  const other = { answers: [{ name: "x._http._tcp.local", type: "SRV", ttl: 120, data: { port: 80 } }] };
  const goodbye = { answers: [{ name: `x.${SERVICE}`, type: "SRV", ttl: 0, data: { port: 7440 } }] };
  const nonsense = {
    answers: [
      { name: 7, type: {}, data: null },
      { name: `x.${SERVICE}`, type: "SRV", data: { port: -1 } },
    ],
  };
  for (const packet of [{}, other, goodbye, nonsense]) assert.deepEqual(sift(packet, "10.0.0.5", 0), []);
});

test("a pointer alone is enough: the agent's port is known", () => {
  const packet = { answers: [{ name: SERVICE, type: "PTR", ttl: 120, data: `x.${SERVICE}` }] };
  assert.deepEqual(sieve()(packet, "10.0.0.5", 0), ["10.0.0.5:7440"]);
});

test("a source is believed a few ports, always the agents' own, and not more than 20 packets a second", () => {
  const sift = sieve();
  const found = new Set<string>();
  for (let packet = 0; packet < 20_000; packet++) {
    for (const endpoint of sift(announcement(8_000 + (packet % 500)), "10.0.0.66", packet * 0.5)) found.add(endpoint);
  }
  assert.ok(found.size <= 5, [...found].join());
  assert.deepEqual(sift(announcement(7440), "10.0.0.66", 60_000), ["10.0.0.66:7440"]);
});

test("a flood from many sources does not keep a real agent out", () => {
  const sift = sieve();
  for (let source = 0; source < 20_000; source++) {
    sift(announcement(9_000), `10.${(source >> 16) & 255}.${(source >> 8) & 255}.${source & 255}`, source * 0.1);
  }
  assert.deepEqual(sift(announcement(7440), "192.168.1.5", 2_000), ["192.168.1.5:7440"]);
});
