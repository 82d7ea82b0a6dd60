import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { type BlobHead, type BlobPart, fetchBlob, parseBlob, sendBlob, takePart } from "./blobs.ts";
import { memorySink, partOf } from "./memory-blob.ts";

const FILE = Buffer.alloc(120_000, "0123456789");
const headOf = (content: Uint8Array): BlobHead => ({
  kind: "kubeconfig",
  size: content.length,
  sha256: createHash("sha256").update(content).digest("hex"),
});
const HEAD = headOf(FILE);
const read = async (offset: number, length: number) => FILE.subarray(offset, offset + length);

/** Breaks off at its `at`th call. */
const breakingOff = <A extends unknown[], R>(at: number, work: (...all: A) => Promise<R>) => {
  let calls = 0;
  return async (...all: A): Promise<R> => {
    if (++calls === at) throw new Error("broke off");
    return work(...all);
  };
};

test("a file that is sent breaks off anywhere, and goes on where it was", async () => {
  for (let at = 1; at <= 4; at++) {
    const sink = memorySink();
    const offsets: number[] = [];
    const put = (part: BlobPart) => {
      if (part.data.length > 0) offsets.push(part.offset);
      return takePart(HEAD, sink, part);
    };
    await assert.rejects(sendBlob(HEAD, read, breakingOff(at, put)), /broke off/);
    await sendBlob(HEAD, read, put);
    assert.deepEqual([sink.content, offsets], [FILE, [0, 49_152, 98_304]]);
  }
});

test("a file that is fetched breaks off anywhere, and goes on where it was", async () => {
  const ask = async (offset: number) => partOf("kubeconfig", FILE, offset);
  for (let at = 1; at <= 3; at++) {
    const sink = memorySink();
    await assert.rejects(
      fetchBlob("kubeconfig", breakingOff(at, ask), () => sink),
      /broke off/,
    );
    const before = sink.content.length;
    assert.equal(before, (at - 1) * 49_152);
    assert.deepEqual(await fetchBlob("kubeconfig", ask, () => sink), HEAD);
    assert.deepEqual(sink.content, FILE);
  }
});

test("a file that becomes another while it is fetched is fetched from its beginning", async () => {
  const other = Buffer.alloc(60_000, "x");
  let asked = 0;
  const sinks = new Map<string, ReturnType<typeof memorySink>>();
  const sinkFor = ({ sha256 }: BlobHead) => {
    const sink = memorySink();
    sinks.set(sha256, sink);
    return sink;
  };
  const ask = async (offset: number) => partOf("kubeconfig", ++asked > 2 ? other : FILE, offset);
  assert.deepEqual(await fetchBlob("kubeconfig", ask, sinkFor), headOf(other));
  assert.deepEqual(sinks.get(headOf(other).sha256)?.content, other);
  assert.equal(sinks.get(HEAD.sha256)?.content.length, 0, "nothing is left of the first");
});

test("bytes that are not those of the digest go, and a place that keeps none of them ends it", async () => {
  const sink = memorySink();
  const wrong = Buffer.from(FILE);
  wrong[77] = 0;
  assert.equal(await takePart(HEAD, sink, { offset: 0, data: wrong.subarray(0, 40_000) }), 40_000);
  assert.equal(await takePart(HEAD, sink, { offset: 40_000, data: wrong.subarray(40_000, 80_000) }), 80_000);
  assert.equal(await takePart(HEAD, sink, { offset: 80_000, data: wrong.subarray(80_000) }), 0);
  assert.equal(sink.content.length, 0);
  let parts = 0;
  const forgetful = async ({ data }: BlobPart) => {
    if (data.length > 0) parts++;
    return 0;
  };
  await assert.rejects(sendBlob(HEAD, read, forgetful), { code: "refused", message: /not kept: is the card worn/ });
  assert.equal(parts, 4);
  const damaged = async (offset: number) => ({ ...partOf("kubeconfig", FILE, offset), data: new Uint8Array() });
  await assert.rejects(fetchBlob("kubeconfig", damaged, memorySink), { code: "refused" });
});

test("a part that belongs elsewhere is dropped, one that is too large is refused", async () => {
  const sink = memorySink();
  assert.equal(await takePart(HEAD, sink, { offset: 5, data: FILE.subarray(5, 10) }), 0);
  assert.equal(await takePart({ ...HEAD, size: 3 }, sink, { offset: 0, data: FILE.subarray(0, 4) }), 0);
  const large = takePart(HEAD, sink, { offset: 0, data: FILE.subarray(0, 50_000) });
  await assert.rejects(large, { code: "invalid", message: /50000 bytes is too large/ });
});

test("what a file is has a grammar and bounds, by its kind", () => {
  assert.deepEqual(parseBlob({ ...HEAD }, "kubeconfig"), HEAD);
  for (const value of [
    undefined,
    { ...HEAD, kind: "package" },
    { ...HEAD, size: 0 },
    { ...HEAD, size: 256 * 1024 + 1 },
    { ...HEAD, sha256: "../../etc/passwd" },
  ]) {
    assert.throws(() => parseBlob(value, "kubeconfig"), { code: "invalid" });
  }
});
