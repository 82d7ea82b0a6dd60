import assert from "node:assert/strict";
import { test } from "node:test";
import { announcedPorts } from "./announced.ts";

const SERVICE = "_pi-agent._tcp.local";
const srv = (port: number, more: object = {}) => ({
  ...{ name: `pi-1.${SERVICE}`, type: "SRV", ttl: 120, data: { port, target: "evil.local" } },
  ...more,
});
const ports = (...answers: object[]) => announcedPorts({ answers }, SERVICE, 7440);

test("a service is at the ports of its SRV records, whatever other records say", () => {
  const packet = { answers: [srv(7441)], additionals: [{ name: "evil.local", type: "A", ttl: 120, data: "10.6.6.6" }] };
  assert.deepEqual(announcedPorts(packet, SERVICE, 7440), [7441]);
  assert.deepEqual(ports(srv(7441), srv(7441), srv(7442)), [7441, 7442]);
});

test("other services, goodbyes and nonsense are nobody", () => {
  assert.deepEqual(announcedPorts({}, SERVICE, 7440), []);
  assert.deepEqual(ports(srv(80, { name: "x._http._tcp.local" })), []);
  assert.deepEqual(ports(srv(7440, { ttl: 0 })), []);
  assert.deepEqual(ports({ name: 7, type: {}, data: null }, srv(-1), srv(7440, { data: undefined })), []);
});

test("a pointer alone is enough: the usual port is known", () => {
  assert.deepEqual(ports({ name: SERVICE, type: "PTR", ttl: 120, data: `x.${SERVICE}` }), [7440]);
});

test("a packet is believed four ports", () => {
  assert.equal(ports(...Array.from({ length: 30 }, (_, index) => srv(8_000 + index))).length, 4);
});
