import assert from "node:assert/strict";
import { test } from "node:test";
import { announcedPort } from "./announced.ts";

const SERVICE = "_pi-agent._tcp.local";
const srv = (at: number, more: object = {}) => ({
  ...{ name: `pi-1.${SERVICE}`, type: "SRV", ttl: 120, data: { port: at, target: "evil.local" } },
  ...more,
});
const port = (...answers: object[]) => announcedPort({ answers }, SERVICE, 7440);

test("a service is at the port of its SRV record, whatever other records say", () => {
  const packet = { answers: [srv(7441)], additionals: [{ name: "evil.local", type: "A", ttl: 120, data: "10.6.6.6" }] };
  assert.equal(announcedPort(packet, SERVICE, 7440), 7441);
  assert.equal(port(srv(7441), srv(7441)), 7441);
});

test("other services, goodbyes and nonsense are nobody", () => {
  assert.equal(announcedPort({}, SERVICE, 7440), undefined);
  assert.equal(port(srv(80, { name: "x._http._tcp.local" })), undefined);
  assert.equal(port(srv(7440, { ttl: 0 })), undefined);
  assert.equal(port({ name: 7, type: {}, data: null }, srv(-1), srv(7440, { data: undefined })), undefined);
});

test("a pointer alone is enough: the usual port is known", () => {
  assert.equal(port({ name: SERVICE, type: "PTR", ttl: 120, data: `x.${SERVICE}` }), 7440);
});

test("a packet with several ports is nobody's", () => {
  assert.equal(port(srv(7440), srv(7441)), undefined);
});
