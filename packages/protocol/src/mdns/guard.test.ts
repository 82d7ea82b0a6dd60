import assert from "node:assert/strict";
import { test } from "node:test";
import { type Concerns, guard } from "./guard.ts";
import { header, nameBytes, query, question, response, srv } from "./testing/dns-messages.ts";

const SERVICE = "_pi-agent._tcp.local";
const announcement = (name = `pi-1.${SERVICE}`) => response(srv(nameBytes(name), 7440, nameBytes("x.local")));
const asking = query(question(nameBytes(SERVICE)));

/** A guard on 10.0.0.0/8 whose time is set by hand. */
function setUp(concerns: Concerns) {
  const dropped: string[] = [];
  const world = { now: 0, dropped };
  const watch = guard({
    concerns,
    port: 5353,
    onLink: (address) => address.startsWith("10."),
    monotonic: () => world.now,
    onDropped: (why) => dropped.push(why),
  });
  const admits = (bytes: Buffer, address = "10.0.0.5", port = 5353) => watch.admits(bytes, { address, port });
  return { world, watch, admits, dropped };
}

test("an agent hears who asks for it, and nobody's announcements", () => {
  const { admits } = setUp({ asked: [SERVICE, "pi-agent-1.local"] });
  assert.ok(admits(asking));
  assert.ok(admits(asking, "10.0.0.5", 40_000), "a simple tool's port");
  assert.ok(admits(query(question(nameBytes("x.local")), question(nameBytes("pi-agent-1.local")))));
  for (const foreign of [announcement(), query(question(nameBytes("_http._tcp.local"))), query()]) {
    assert.equal(admits(foreign), false);
  }
});

test("a coordinator hears announcements of agents, from multicast DNS's own port on its own networks", () => {
  const { admits, dropped } = setUp({ told: SERVICE });
  assert.ok(admits(announcement()));
  assert.equal(admits(announcement("pi-1._http._tcp.local")), false);
  assert.equal(admits(asking), false);
  assert.equal(admits(announcement(), "10.0.0.5", 40_000), false);
  assert.equal(admits(announcement(), "8.8.8.8"), false);
  assert.deepEqual(dropped, ["of other services", "of other services", "from another port", "from another network"]);
});

test("a name that only looks like ours is somebody else's", () => {
  const { admits } = setUp({ told: SERVICE });
  for (const name of ["x_pi-agent._tcp.local", "_pi-agent._tcp.local.evil", "_pi-agent._udp.local"]) {
    assert.equal(admits(announcement(name)), false, name);
  }
});

test("other operations and answers that are failures are ignored", () => {
  const { admits } = setUp({ told: SERVICE });
  const flagged = (flags: number) => Buffer.concat([header(flags, 0, 1), announcement().subarray(12)]);
  assert.ok(admits(flagged(0x8400)));
  assert.equal(admits(flagged(0x8400 | 0x2800)), false);
  assert.equal(admits(flagged(0x8403)), false);
});

test("what is broken or foreign takes nothing from honest announcements, however much of it comes", () => {
  const { admits } = setUp({ told: SERVICE });
  for (let index = 0; index < 30_000; index++) {
    assert.equal(admits(header(0x8400, 0, 65_535)), false);
    assert.equal(admits(announcement("x._http._tcp.local")), false);
  }
  assert.ok(admits(announcement()));
});

test("one source that sends too much is not heard for a while, and the others are", () => {
  const { admits, world } = setUp({ told: SERVICE });
  const heard = (address: string) =>
    Array.from({ length: 1_000 }, () => admits(announcement(), address)).filter(Boolean);
  const first = heard("10.0.0.66").length;
  assert.ok(first > 0 && first <= 20, `${first}`);
  assert.ok(admits(announcement(), "10.0.0.5"));
  world.now += 1_000;
  const later = heard("10.0.0.66").length;
  assert.ok(later > 0 && later <= 10, `${later}`);
});

test("a crowd from everywhere is bounded, and whoever answers a question is heard nevertheless", () => {
  const { admits, watch } = setUp({ told: SERVICE });
  const crowd = Array.from({ length: 5_000 }, (_, index) =>
    admits(announcement(), `10.1.${index >> 8}.${index & 255}`),
  );
  assert.ok(crowd.filter(Boolean).length <= 1_000);
  assert.ok(watch.isCrowded);
  assert.equal(admits(announcement(), "10.0.0.5"), false);
  watch.expectAnswers();
  assert.ok(admits(announcement(), "10.0.0.6"));
});
