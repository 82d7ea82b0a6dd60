import assert from "node:assert/strict";
import { test } from "node:test";
import { plainAddress, sourceOf } from "./address.ts";
import { OWN_PLACES } from "./limits.ts";
import { strangers } from "./strangers.ts";

const places = { silent: { most: 4, ofOne: 2 }, callers: { most: 4, ofOne: 2 } };
function crowd() {
  const present = strangers<string>(places);
  const speak = (name: string, address: string) => {
    present.admit(name, address);
    return present.spoke(name);
  };
  return { ...present, speak };
}

test("silent sockets never make a caller leave, however many they are", () => {
  const { admit, speak, surplus } = crowd();
  assert.deepEqual(speak("coordinator", "10.0.0.9"), []);
  for (let one = 1; one <= 250; one++) admit(`silent ${one}`, `10.0.1.${one}`);
  const gone = surplus();
  assert.equal(gone.length, 246);
  assert.ok(!gone.includes("coordinator") && !gone.includes("silent 250"));
});

test("the oldest socket of a crowded address makes way for a newcomer of it", () => {
  const { speak } = crowd();
  assert.deepEqual([...speak("a1", "10.0.0.1"), ...speak("a2", "10.0.0.1"), ...speak("b1", "10.0.0.2")], []);
  assert.deepEqual(speak("a3", "::ffff:10.0.0.1"), ["a1"]);
});

test("in a full house the address that holds most makes way, then the oldest", () => {
  const { speak } = crowd();
  for (const [name, address] of Object.entries({ c1: "10.0.0.9", a1: "10.0.0.1", a2: "10.0.0.1", b1: "10.0.0.2" })) {
    assert.deepEqual(speak(name, address), []);
  }
  assert.deepEqual(speak("d1", "10.0.0.3"), ["a1"]);
  assert.deepEqual(speak("e1", "10.0.0.4"), ["c1"]);
});

test("callers from an address that has shown the pin have places that nobody else takes", () => {
  const { speak, remember } = crowd();
  remember("10.0.0.9");
  for (let one = 1; one <= OWN_PLACES; one++) speak(`coordinator ${one}`, "10.0.0.9");
  const gone = Array.from({ length: 250 }, (_, one) => speak(`stranger ${one}`, `10.0.1.${one + 1}`)).flat();
  assert.equal(gone.length, 246);
  assert.ok(gone.every((name) => name.startsWith("stranger")));
});

test("those who left or were judged hold no place", () => {
  const { speak, release, admit, surplus, size } = crowd();
  speak("a", "10.0.0.1");
  release("a");
  release("never there");
  assert.deepEqual([speak("b", "10.0.0.1"), speak("c", "10.0.0.1")], [[], []]);
  admit("gone before it spoke", "10.0.0.1");
  release("gone before it spoke");
  assert.deepEqual([surplus(), size], [[], 0]);
});

test("a whole IPv6 network of 64 bits is one source", () => {
  assert.equal(sourceOf("2001:db8:0:1:aaaa::1"), sourceOf("2001:db8:0:1::ffff"));
  assert.equal(sourceOf("2001:DB8:0:01::1"), sourceOf("2001:db8:0:1::1"));
  assert.notEqual(sourceOf("2001:db8:0:1::1"), sourceOf("2001:db8:0:2::1"));
  assert.equal(sourceOf("fe80::1%eth0"), sourceOf("fe80::2%eth0"));
  assert.equal(plainAddress("::ffff:192.168.1.5"), "192.168.1.5");
});
