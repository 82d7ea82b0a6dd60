import assert from "node:assert/strict";
import { test } from "node:test";
import { plainAddress, sourceOf, strangers } from "./strangers.ts";

test("the oldest socket of a crowded address makes way for a newcomer of it", () => {
  const crowd = strangers<string>({ most: 16, mostOfOne: 2 });
  assert.deepEqual(crowd.admit("a1", "10.0.0.1"), []);
  assert.deepEqual(crowd.admit("a2", "10.0.0.1"), []);
  assert.deepEqual(crowd.admit("b1", "10.0.0.2"), []);
  assert.deepEqual(crowd.admit("a3", "::ffff:10.0.0.1"), ["a1"]);
  assert.equal(crowd.size, 3);
});

test("in a full house the address that holds most makes way, so one that holds one socket stays", () => {
  const crowd = strangers<string>({ most: 4, mostOfOne: 3 });
  crowd.admit("coordinator", "10.0.0.9");
  for (const name of ["a1", "a2", "a3"]) crowd.admit(name, "10.0.0.1");
  assert.deepEqual(crowd.admit("b1", "10.0.0.2"), ["a1"]);
  assert.deepEqual(crowd.admit("b2", "10.0.0.2"), ["a2"]);
  assert.equal(crowd.size, 4);
});

test("those who left or came in hold no place", () => {
  const crowd = strangers<string>({ most: 1, mostOfOne: 1 });
  crowd.admit("a", "10.0.0.1");
  crowd.release("a");
  crowd.release("never there");
  assert.deepEqual(crowd.admit("b", "10.0.0.1"), []);
});

test("a whole IPv6 network of 64 bits is one source", () => {
  assert.equal(sourceOf("2001:db8:0:1:aaaa::1"), sourceOf("2001:db8:0:1::ffff"));
  assert.notEqual(sourceOf("2001:db8:0:1::1"), sourceOf("2001:db8:0:2::1"));
  assert.equal(sourceOf("fe80::1%eth0"), sourceOf("fe80::2%eth0"));
  assert.equal(plainAddress("::ffff:192.168.1.5"), "192.168.1.5");
});
