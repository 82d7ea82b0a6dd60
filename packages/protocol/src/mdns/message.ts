/**
 * A DNS message (RFC 1035, 4) as far as it must be read to know whether a library may read it: every length, every
 * name, nothing kept but names. It costs what the bytes cost that are there, whatever the header claims.
 */

/** Largest multicast DNS message, headers of IP and UDP included (RFC 6762, 17). */
const MAX_SIZE = 9_000;
const HEADER = 12;
/** Least bytes of a question (root name, type, class) and of a record (besides: TTL, length). */
const LEAST = { question: 5, record: 11 } as const;
/** Ours ask one question and answer with five records; several of ours in one packet leave room enough. */
const MOST = { questions: 16, records: 32 } as const;
/** Bytes of a name (RFC 1035, 2.3.4), and pointers in it: a name that needs more was not made by compression. */
const NAME = { bytes: 255, pointers: 8 } as const;

export interface Message {
  readonly isResponse: boolean;
  /** Names that are asked for. */
  readonly asked: readonly string[];
  /** Names whose records are in it. */
  readonly told: readonly string[];
}

export type Malformed = "too large" | "counts that lie" | "too many records" | "broken names";

/** Whether the header can be true. Looks at 12 bytes. */
export function judgeHeader(bytes: Buffer): Malformed | undefined {
  if (bytes.length > MAX_SIZE) return "too large";
  if (bytes.length < HEADER) return "counts that lie";
  const { questions, records } = countsOf(bytes);
  if (HEADER + questions * LEAST.question + records * LEAST.record > bytes.length) return "counts that lie";
  return questions > MOST.questions || records > MOST.records ? "too many records" : undefined;
}

const countsOf = (bytes: Buffer) => ({
  questions: bytes.readUInt16BE(4),
  records: bytes.readUInt16BE(6) + bytes.readUInt16BE(8) + bytes.readUInt16BE(10),
});

/** The QR bit. */
export const isResponse = (bytes: Buffer): boolean => (bytes.readUInt8(2) & 0x80) !== 0;

/** Opcode or response code are not zero: to be ignored silently (RFC 6762, 18.3 and 18.11). */
export const isOther = (bytes: Buffer): boolean =>
  (bytes.readUInt8(2) & 0x78) !== 0 || (bytes.readUInt8(3) & 0x0f) !== 0;

/** Reads a message whose header was judged; undefined when a name or a length in it is broken. */
export function readMessage(bytes: Buffer): Message | undefined {
  const { questions, records } = countsOf(bytes);
  const asked: string[] = [];
  const told: string[] = [];
  let at = HEADER;
  for (let index = 0; index < questions; index++) {
    const name = readName(bytes, at);
    if (!name || name.end + 4 > bytes.length) return undefined;
    asked.push(name.text);
    at = name.end + 4;
  }
  for (let index = 0; index < records; index++) {
    const name = readName(bytes, at);
    if (!name || name.end + 10 > bytes.length) return undefined;
    const data = name.end + 10;
    const end = data + bytes.readUInt16BE(name.end + 8);
    if (end > bytes.length || !isSound(bytes, bytes.readUInt16BE(name.end), data, end)) return undefined;
    told.push(name.text);
    at = end;
  }
  return { isResponse: isResponse(bytes), asked, told };
}

const TYPE = { A: 1, PTR: 12, TXT: 16, AAAA: 28, SRV: 33 } as const;

/** Whether a record is of the kinds that announcements have, and its data is what its kind says. */
function isSound(bytes: Buffer, type: number, data: number, end: number): boolean {
  switch (type) {
    case TYPE.A:
      return end - data === 4;
    case TYPE.AAAA:
      return end - data === 16;
    case TYPE.TXT:
      return areStrings(bytes, data, end);
    case TYPE.PTR:
      return readName(bytes, data)?.end === end;
    case TYPE.SRV:
      // Priority, weight and port come before the name (RFC 2782).
      return data + 6 < end && readName(bytes, data + 6)?.end === end;
    default:
      return false;
  }
}

function areStrings(bytes: Buffer, data: number, end: number): boolean {
  let at = data;
  while (at < end) at += 1 + bytes.readUInt8(at);
  return at === end;
}

/** Name at `start`, and where what follows it begins. Pointers lead backwards only, so there is an end. */
function readName(bytes: Buffer, start: number): { readonly text: string; readonly end: number } | undefined {
  let at = start;
  let end: number | undefined;
  let text = "";
  // Where a pointer may lead at most: before the name, or the part of a name, that it stands in.
  let limit = start;
  for (let pointers = 0; at < bytes.length; ) {
    const length = bytes.readUInt8(at);
    if (length === 0) return { text, end: end ?? at + 1 };
    if (length < 0x40) {
      const label = bytes.toString("latin1", at + 1, at + 1 + length);
      if (label.length !== length || text.length + label.length + 1 > NAME.bytes) return undefined;
      text += text === "" ? label : `.${label}`;
      at += 1 + length;
      continue;
    }
    if (length < 0xc0 || at + 1 >= bytes.length || ++pointers > NAME.pointers) return undefined;
    end ??= at + 2;
    const target = bytes.readUInt16BE(at) & 0x3fff;
    if (target < HEADER || target >= limit) return undefined;
    at = target;
    limit = target;
  }
  return undefined;
}
