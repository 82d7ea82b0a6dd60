/**
 * The hostile peer has its own wire code; it is checked against the product's, so that a refusal has the intended
 * cause.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { decode } from "@rackberry/protocol";
import { announcement, HOSTILE } from "./peer/wire/dns.ts";
import { envelope, FROM_AGENT, FROM_COORDINATOR, greeting, KINDS, open } from "./peer/wire/envelope.ts";
import { message, parse, varint } from "./peer/wire/protobuf.ts";
import { frame, frames } from "./peer/wire/websocket.ts";

test("it knows every kind of message that the contract has", () => {
  const proto = readFileSync(new URL("../../packages/protocol/proto/rackberry.proto", import.meta.url), "utf8");
  const body = /oneof body \{([\s\S]*?)\n {2}\}/.exec(proto)?.[1] ?? "";
  const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  const contract = [...body.matchAll(/ (\w+) = (\d+);/g)].map(([, name = "", number]) => [camel(name), Number(number)]);
  assert.deepEqual(Object.fromEntries(contract), { ...FROM_AGENT, ...FROM_COORDINATOR });
});

test("the product reads its envelopes as what they say", () => {
  for (const kind of KINDS) assert.equal(decode(envelope(kind, 7)).kind, kind);
  const read = decode(greeting({ serial: "10000000abcd0001", cardId: "ab".repeat(16), cardName: "cellar" }));
  assert.deepEqual(read.kind === "greeting" && [read.value.serial, read.value.cardName], [
    "10000000abcd0001",
    "cellar",
  ]);
});

test("protobuf there and back, with numbers of 64 bits", () => {
  assert.deepEqual([...varint(300)], [0xac, 2]);
  assert.deepEqual([...varint(-1n)], [255, 255, 255, 255, 255, 255, 255, 255, 255, 1]);
  assert.equal(open(envelope("event", 9, [[1, "x"]])).id, 9);
  assert.deepEqual(parse(message([1, 5_000_000_000], [2, "text"])).get(1), [5_000_000_000]);
});

test("websocket frames there and back, masked and not, of each length", async () => {
  for (const size of [0, 125, 126, 65_535, 65_536]) {
    for (const mask of [true, false]) {
      const stream = new PassThrough();
      stream.end(frame(Buffer.alloc(size, 3), { mask }));
      for await (const { payload } of frames(stream)) assert.deepEqual(payload, Buffer.alloc(size, 3));
    }
  }
});

test("every hostile datagram fits into one, and a good announcement names its service", () => {
  for (const [kind, make] of Object.entries(HOSTILE)) assert.ok(make().length <= 65_507, kind);
  assert.ok(announcement("1", [7440]).includes(Buffer.from("\x09_pi-agent\x04_tcp\x05local\x00", "latin1")));
});
