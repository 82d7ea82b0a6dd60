/** Websocket frames without a library (RFC 6455, 5.2), including invalid ones. */
import { createHash, randomBytes } from "node:crypto";
import type { Duplex } from "node:stream";
import { closed } from "./closed.ts";

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface FrameOptions {
  readonly opcode?: number;
  readonly fin?: boolean;
  /** Bits RSV1 to RSV3, 0 to 7. */
  readonly reserved?: number;
  /** A client masks, a server does not. */
  readonly mask?: boolean;
  /** A false length in the header. */
  readonly length?: number | bigint;
}

export function frame(payload: Buffer, options: FrameOptions = {}): Buffer {
  const { opcode = OPCODE.binary, fin = true, reserved = 0, mask = true, length = payload.length } = options;
  const head = Buffer.alloc(10);
  head[0] = (fin ? 128 : 0) | (reserved << 4) | opcode;
  const masked = mask ? 128 : 0;
  let size = 2;
  if (length < 126) head[1] = masked | Number(length);
  else if (length < 65_536) {
    head[1] = masked | 126;
    head.writeUInt16BE(Number(length), 2);
    size = 4;
  } else {
    head[1] = masked | 127;
    head.writeBigUInt64BE(BigInt(length), 2);
    size = 10;
  }
  if (!mask) return Buffer.concat([head.subarray(0, size), payload]);
  const key = randomBytes(4);
  const body = Buffer.from(payload);
  for (let at = 0; at < body.length; at++) body[at] = (body[at] ?? 0) ^ (key[at & 3] ?? 0);
  return Buffer.concat([head.subarray(0, size), key, body]);
}

export const UPGRADE = upgradeRequest();

/** The only request that the agent understands; `extra` holds further header lines. */
export function upgradeRequest(extra: readonly string[] = []): string {
  const lines = [
    "GET / HTTP/1.1",
    "Host: pi",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
  ];
  return `${[...lines, `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`, ...extra].join("\r\n")}\r\n\r\n`;
}

/** The response of a simulated server. */
export function acceptance(key: string): string {
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
}

/** Reads to the blank line and returns it; the rest stays in the stream. Throws when the stream ends earlier. */
export async function readHead(stream: Duplex, most = 16_384): Promise<string> {
  let read = Buffer.alloc(0);
  while (read.length < most) {
    const chunk = stream.read() as Buffer | null;
    if (chunk === null) {
      if (stream.readableEnded || stream.destroyed) break;
      await Promise.race([new Promise<void>((resolve) => stream.once("readable", resolve)), closed(stream)]);
      continue;
    }
    read = Buffer.concat([read, chunk]);
    const end = read.indexOf("\r\n\r\n");
    if (end < 0) continue;
    if (read.length > end + 4) stream.unshift(read.subarray(end + 4));
    return read.subarray(0, end).toString("latin1");
  }
  throw new Error("no head came");
}

export interface Incoming {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** Whole frames as they arrive (neither end of the product sends fragments). Ends with the stream. */
export async function* frames(stream: Duplex): AsyncGenerator<Incoming> {
  let rest = Buffer.alloc(0);
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (;;) {
      const found = first(rest);
      if (!found) break;
      rest = rest.subarray(found.size);
      yield found;
    }
  }
}

function first(bytes: Buffer): (Incoming & { readonly size: number }) | undefined {
  if (bytes.length < 2) return undefined;
  const [head = 0, second = 0] = bytes;
  const short = second & 127;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  const masked = second >= 128;
  const start = 2 + extended + (masked ? 4 : 0);
  if (bytes.length < start) return undefined;
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < start + length) return undefined;
  const payload = Buffer.from(bytes.subarray(start, start + length));
  const key = bytes.subarray(start - 4, start);
  if (masked) for (let at = 0; at < length; at++) payload[at] = (payload[at] ?? 0) ^ (key[at & 3] ?? 0);
  return { opcode: head & 15, payload, size: start + length };
}
