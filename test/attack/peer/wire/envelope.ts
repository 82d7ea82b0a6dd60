/** Envelopes of rackberry.proto by field number, copied from there by hand. */
import { createPublicKey, sign } from "node:crypto";
import { type Field, message, number, parse } from "./protobuf.ts";

/** Bodies that an agent sends. */
export const FROM_AGENT = {
  greeting: 10,
  adopted: 11,
  facts: 12,
  event: 13,
  result: 14,
  logLines: 15,
  blobPart: 16,
  failure: 17,
  done: 18,
  blobState: 19,
  versions: 20,
  serviceReport: 21,
  challenge: 25,
} as const;

/** Bodies that a coordinator sends. */
export const FROM_COORDINATOR = {
  adopt: 30,
  welcome: 31,
  farewell: 32,
  getFacts: 33,
  apply: 34,
  init: 35,
  join: 36,
  reset: 37,
  getOperation: 39,
  followLog: 40,
  getBlob: 41,
  putBlob: 42,
  upgrade: 43,
  mirror: 45,
  getVersions: 46,
  followServices: 47,
  grant: 48,
  cancel: 49,
  signed: 55,
  getChallenge: 56,
} as const;

const BODIES = { ...FROM_AGENT, ...FROM_COORDINATOR };
export type Kind = keyof typeof BODIES;
export const KINDS = Object.keys(BODIES) as readonly Kind[];

/** Failure codes. */
export const UNAUTHENTICATED = 3;
export const BUSY = 4;

export interface Envelope {
  readonly id: number;
  readonly kind: Kind | "unknown";
  readonly body: Map<number, (number | Buffer)[]>;
}

/** One frame; `fields` belong to its body. */
export function envelope(kind: Kind, id: number, fields: readonly Field[] | Buffer = []): Buffer {
  const body = Buffer.isBuffer(fields) ? fields : message(...fields);
  return message(...(id > 0 ? ([[1, id]] as const) : []), [BODIES[kind], body]);
}

/** The command signed with `key` as in signed.ts: number `counter` for this challenge. */
export function signed(
  command: Buffer,
  { key, nonce, counter }: { key: string; nonce: Buffer; counter: number },
): Buffer {
  const number64 = Buffer.alloc(8);
  number64.writeUInt32BE(counter, 4);
  const text = Buffer.concat([Buffer.from("rackberry command v1\0"), nonce, number64, command]);
  return envelope("signed", open(command).id, [
    [1, counter],
    [2, createPublicKey(key).export({ type: "spki", format: "der" })],
    [3, sign("sha256", text, key)],
    [4, command],
  ]);
}

export function open(bytes: Buffer): Envelope {
  const fields = parse(bytes);
  const kind = KINDS.find((name) => fields.has(BODIES[name]));
  const body = kind && fields.get(BODIES[kind])?.at(-1);
  return { id: number(fields, 1), kind: kind ?? "unknown", body: Buffer.isBuffer(body) ? parse(body) : new Map() };
}

/** The first message of an agent. */
export interface Greeting {
  readonly serial: string;
  readonly cardId?: string;
  readonly proof?: Buffer;
  readonly adopted?: boolean;
  readonly bootId?: string;
  readonly cardName?: string;
  readonly protocol?: number;
  readonly minimum?: number;
  /** Additional fields, such as a claim to be a control plane. */
  readonly claims?: readonly Field[];
}

export function greeting(options: Greeting): Buffer {
  const { serial, cardId = "", proof = Buffer.alloc(0), adopted = false, bootId = "boot", cardName = "" } = options;
  const { protocol = 1, minimum = 1, claims = [] } = options;
  const requests = Object.keys(FROM_COORDINATOR).map((kind): Field => [11, kind]);
  return envelope("greeting", 0, [
    ...requests,
    ...([
      [1, protocol],
      [2, minimum],
      [3, "0.1.0"],
      [4, serial],
      [5, "Raspberry Pi 4 Model B Rev 1.4"],
      [6, cardId],
      [7, proof],
      [8, adopted],
      [9, bootId],
      [10, cardName],
    ] as const),
    ...claims,
  ]);
}
