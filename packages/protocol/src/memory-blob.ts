/** Small files in memory, at the sender and at the receiver. */
import { createHash } from "node:crypto";
import { BLOBS, type BlobHead, type BlobKind, type BlobSink } from "./blobs.ts";

const digestOf = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");

/** The part of `content` from `offset` on, with the head of the whole file. */
export function partOf(
  kind: BlobKind,
  content: Uint8Array,
  offset: number,
): { blob: BlobHead; offset: number; data: Uint8Array } {
  const blob = { kind, size: content.length, sha256: digestOf(content) };
  return { blob, offset, data: content.subarray(offset, offset + BLOBS[kind].part) };
}

/** `content`: what has been received. */
export function memorySink(): BlobSink & { readonly content: Buffer } {
  let content = Buffer.alloc(0);
  return {
    get content() {
      return content;
    },
    received: async () => content.length,
    async append(data) {
      content = Buffer.concat([content, data]);
      return content.length;
    },
    digest: async () => (content.length === 0 ? undefined : digestOf(content)),
    async discard() {
      content = Buffer.alloc(0);
    },
  };
}
