import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { BLOCK, byteReader } from "./byte-reader.ts";

/** Chunks of sizes that fit nothing, with the numbers 0, 1, 2, … modulo 251. */
function stream(bytes: number): { source: Readable; all: Buffer } {
  const all = Buffer.from(Array.from({ length: bytes }, (_, index) => index % 251));
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes; at += 65_537) chunks.push(all.subarray(at, at + 65_537));
  return { source: Readable.from(chunks), all };
}

async function collect(blocks: AsyncIterable<Buffer>): Promise<Buffer> {
  const copies: Buffer[] = [];
  for await (const block of blocks) copies.push(Buffer.from(block));
  return Buffer.concat(copies);
}

test("what was peeked at is still read, and nothing is lost between two reads", async () => {
  const { source, all } = stream(2 * BLOCK + 12_345);
  const reader = byteReader(source);
  assert.deepEqual(await reader.peek(100_000), all.subarray(0, 100_000));
  assert.deepEqual(await collect(reader.blocks(70_000)), all.subarray(0, 70_000));
  assert.deepEqual(await collect(reader.blocks(BLOCK + 1)), all.subarray(70_000, 70_001 + BLOCK));
  assert.deepEqual(await collect(reader.blocks(Number.POSITIVE_INFINITY)), all.subarray(70_001 + BLOCK));
  assert.equal((await reader.peek(1)).length, 0);
});

test("where a stream ends, a peek gives what there is", async () => {
  const { source, all } = stream(1_000);
  assert.deepEqual(await byteReader(source).peek(5_000), all);
});
