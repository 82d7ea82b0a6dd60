import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeHeader, readMessage } from "./message.ts";
import { header, nameBytes, query, question, record, response, srv } from "./testing/dns-messages.ts";

const SERVICE = "_pi-agent._tcp.local";
const service = nameBytes(SERVICE);
const pointer = (to: number) => Buffer.from([0xc0 | (to >> 8), to & 255]);

test("questions and announcements are read, compressed or not", () => {
  assert.deepEqual(readMessage(query(question(service))), { isResponse: false, asked: [SERVICE], told: [] });
  const compressed = Buffer.concat([Buffer.from([1, 120]), pointer(12)]);
  const sound = response(
    record(service, 12, compressed),
    srv(compressed, 7440, nameBytes("x.local")),
    record(compressed, 16, Buffer.from([3, 118, 61, 49])),
    record(nameBytes("x.local"), 1, Buffer.from([10, 0, 0, 1])),
    record(nameBytes("x.local"), 28, Buffer.alloc(16)),
  );
  assert.equal(judgeHeader(sound), undefined);
  const instance = `x.${SERVICE}`;
  assert.deepEqual(readMessage(sound)?.told, [SERVICE, instance, instance, "x.local", "x.local"]);
});

test("a header is judged by what its counts need at least", () => {
  assert.equal(judgeHeader(Buffer.alloc(11)), "counts that lie");
  assert.equal(judgeHeader(Buffer.alloc(12)), undefined);
  for (const counts of [
    [65_535, 0],
    [0, 65_535],
    [1, 0],
    [0, 1],
    [0, 0, 1],
  ] as const) {
    assert.equal(judgeHeader(header(0, counts[0], counts[1], counts[2])), "counts that lie", counts.join());
  }
  assert.equal(judgeHeader(Buffer.concat([header(0, 1, 1), Buffer.alloc(15)])), "counts that lie");
  assert.equal(judgeHeader(Buffer.concat([header(0, 1, 1), Buffer.alloc(16)])), undefined);
  assert.equal(
    judgeHeader(query(...Array.from({ length: 230 }, () => question(Buffer.from([0]))))),
    "too many records",
  );
  assert.equal(judgeHeader(Buffer.alloc(60_000)), "too large");
});

const BROKEN: Readonly<Record<string, Buffer>> = {
  "a name that ends with the packet": Buffer.from([5, 104, 101]),
  "a label that ends with the packet": Buffer.from([63, 104]),
  "a pointer that ends with the packet": Buffer.from([0xc0]),
  "a pointer to itself": pointer(12),
  "a pointer ahead": pointer(200),
  "a pointer into the header": pointer(4),
  "a label of a kind that does not exist": Buffer.from([0x80, 1, 0]),
  "a name of 300 bytes": Buffer.concat([
    ...Array.from({ length: 5 }, () => Buffer.from([59, ...Buffer.alloc(59, 97)])),
    Buffer.from([0]),
  ]),
};
for (const [what, name] of Object.entries(BROKEN)) {
  test(`${what} is broken`, () => {
    assert.equal(readMessage(Buffer.concat([query(), question(name)]).fill(1, 5, 6)), undefined);
    // In a record's data the same bytes stand elsewhere; there a pointer to byte 12 is a sound one.
    if (name.compare(pointer(12)) !== 0) assert.equal(readMessage(response(record(service, 12, name))), undefined);
  });
}

test("a chain of pointers is followed a few times, and then broken", () => {
  // A root name at byte 12, then questions that are a pointer each to the one before.
  const chained = (hops: number) => {
    const links = Array.from({ length: hops }, (_, index) => question(pointer(index === 0 ? 12 : 11 + 6 * index)));
    return readMessage(query(question(Buffer.from([0])), ...links));
  };
  assert.equal(chained(8)?.asked.length, 9);
  assert.equal(chained(9), undefined);
});

test("data that is not what its type says, and types that announcements do not have, are broken", () => {
  const of = (type: number, ...data: number[]) => readMessage(response(record(service, type, Buffer.from(data))));
  assert.equal(of(1, 10, 0, 0), undefined);
  assert.equal(of(28, 10, 0, 0, 1), undefined);
  assert.equal(of(16, 9, 1), undefined);
  assert.equal(of(33, 0, 0, 0, 0, 0, 1), undefined);
  assert.equal(of(12, 1, 120, 0, 0), undefined);
  assert.equal(of(41), undefined);
  assert.equal(of(47, 0, 0, 1, 255), undefined);
  assert.equal(readMessage(response(record(service, 1, Buffer.from([1, 2, 3, 4]))).subarray(0, -1)), undefined);
});
