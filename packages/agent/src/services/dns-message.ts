/** Just enough DNS to ask for one address (RFC 1035, 6891, 7830). Pure. */
import type { DnsError } from "./reach.ts";

const HEADER = 12;
/** The response flag, and the mask of the error code. */
const QR = 0x8000;
const RCODE = 0x000f;
const RECURSION_DESIRED = 0x0100;

/** A question for the IPv4 address of `name`, padded to `size` bytes; CoreDNS pads its answer alike. */
export function encodeQuestion(id: number, name: string, size = 0): Buffer {
  const labels = name.split(".").map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  // The root label, type A, class IN.
  const question = Buffer.concat([...labels, Buffer.from([0, 0, 1, 0, 1])]);
  const bare = HEADER + question.length;
  const padding = size > 0 ? Math.max(0, size - bare - OPT) : -1;
  const header = Buffer.alloc(HEADER);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(RECURSION_DESIRED, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(padding >= 0 ? 1 : 0, 10);
  return Buffer.concat([header, question, ...(padding >= 0 ? [paddedOpt(padding)] : [])]);
}

/** Bytes of an OPT record with one option: root, type, payload size, flags, length; the option's code and length. */
const OPT = 11 + 4;

function paddedOpt(padding: number): Buffer {
  const record = Buffer.alloc(OPT + padding);
  record.writeUInt16BE(41, 1);
  record.writeUInt16BE(4_096, 3);
  record.writeUInt16BE(4 + padding, 9);
  record.writeUInt16BE(12, 11);
  record.writeUInt16BE(padding, 13);
  return record;
}

/** Undefined when `message` is not an answer to question `id`. */
export function readAnswer(id: number, message: Buffer): "answered" | DnsError | undefined {
  if (message.length < HEADER || message.readUInt16BE(0) !== id || !(message.readUInt16BE(2) & QR)) return undefined;
  const code = message.readUInt16BE(2) & RCODE;
  if (code === 3) return "no such name";
  if (code === 5) return "refused to answer";
  if (code !== 0) return "server failure";
  return message.readUInt16BE(6) > 0 ? "answered" : "an answer without an address";
}
