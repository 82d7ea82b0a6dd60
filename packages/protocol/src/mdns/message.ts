/**
 * Reads a DNS message (RFC 1035, 4) only to decide whether a library may read it: checks every length and name, and
 * keeps only names. The cost depends on the bytes actually present, whatever the header claims.
 */

/** Largest multicast DNS message, headers of IP and UDP included (RFC 6762, 17). */
const MAX_SIZE = 9_000;
const HEADER = 12;
/** Minimum bytes of a question (root name, type, class) and of a record (also TTL, length). */
const LEAST = { question: 5, record: 11 } as const;
/** Our programs ask one question and answer with five records; this is enough for several of them in one packet. */
const MOST = { questions: 16, records: 32 } as const;
/** Maximum bytes of a name (RFC 1035, 2.3.4), and pointers in it: compression does not produce more. */
const NAME = { bytes: 255, pointers: 8 } as const;

export interface Message {
  readonly isResponse: boolean;
  /** Names in questions. */
  readonly asked: readonly string[];
  /** Names of records. */
  readonly told: readonly string[];
}

export type Malformed = "too large" | "counts that lie" | "too many records" | "broken names";

/** Whether the header is plausible. Reads 12 bytes. */
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

/** Whether the opcode or the response code is not zero: to be ignored silently (RFC 6762, 18.3 and 18.11). */
export const isOther = (bytes: Buffer): boolean =>
  (bytes.readUInt8(2) & 0x78) !== 0 || (bytes.readUInt8(3) & 0x0f) !== 0;

/** Reads a message whose header was checked; undefined when a name or length in it is invalid. */
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

/** Whether a record has one of the types that announcements use, and its data fits the type. */
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

/** The name at `start`, and the offset after it. Pointers may only lead backwards, so reading terminates. */
function readName(bytes: Buffer, start: number): { readonly text: string; readonly end: number } | undefined {
  let at = start;
  let end: number | undefined;
  let text = "";
  // A pointer's target must be before this: the start of the name, or part of a name, that contains the pointer.
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
