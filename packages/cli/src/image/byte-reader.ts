/** Reads a stream's bytes at the caller's own pace. */
import type { Readable } from "node:stream";

export interface ByteReader {
  /** The next bytes, without consuming them; fewer only if the stream ends. */
  peek(bytes: number): Promise<Buffer>;
  /** The next `bytes`, or all that remain, in blocks. A block is valid until the next one is requested. */
  blocks(bytes: number): AsyncGenerator<Buffer, void>;
}

export const BLOCK = 1024 * 1024;

export function byteReader(stream: Readable): ByteReader {
  const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  const block = Buffer.allocUnsafeSlow(BLOCK);
  let rest: Buffer = Buffer.alloc(0);
  const fill = async (buffer: Buffer): Promise<Buffer> => {
    let filled = 0;
    while (filled < buffer.length) {
      if (rest.length === 0) {
        const next = await chunks.next();
        if (next.done) break;
        rest = next.value;
      }
      const copied = rest.copy(buffer, filled);
      filled += copied;
      rest = rest.subarray(copied);
    }
    return buffer.subarray(0, filled);
  };
  return {
    async peek(bytes) {
      const head = await fill(Buffer.alloc(bytes));
      rest = Buffer.concat([head, rest]);
      return head;
    },
    async *blocks(bytes) {
      for (let left = bytes; left > 0; ) {
        const filled = await fill(block.subarray(0, Math.min(BLOCK, left)));
        if (filled.length === 0) return;
        yield filled;
        left -= filled.length;
      }
    },
  };
}
