/** The shortened codec (shorten.ts) against protobufjs's own, which reads the contract itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";
import { rackberry } from "./gen/rackberry.js";

const ROUNDS = 5_000;
const SEED = 20_261_128;
const DEEPEST = 4;

const root = await protobuf.load(fileURLToPath(new URL("../proto/rackberry.proto", import.meta.url)));
const theirs = root.lookupType("rackberry.v1.Envelope");
const ours = rackberry.v1.Envelope;

let state = SEED;
/** Park and Miller's; 0 to `below` - 1. */
function random(below: number): number {
  state = (state * 48_271) % 2_147_483_647;
  return state % below;
}

const NUMBERS = [0, 1, 127, 128, 16_384, 2 ** 31 - 1, 2 ** 32 - 1];
const TEXTS = ["", "a", "node1", "ü", "\u{1f353}", "x".repeat(200), "a\0b"];
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;

/** A message with some of its fields, as plain data. */
function message(type: protobuf.Type, depth = 0): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    const skips = field.partOf ? random(type.fieldsArray.length) > 0 : random(3) === 0;
    if (skips || (field.partOf && Object.keys(value).some((key) => type.fields[key]?.partOf))) continue;
    if (field.map) value[field.name] = Object.fromEntries([[pick(TEXTS), scalar(field, depth)]]);
    else if (field.repeated) value[field.name] = Array.from({ length: random(4) }, () => scalar(field, depth));
    else value[field.name] = scalar(field, depth);
  }
  return value;
}

function scalar(field: protobuf.Field, depth: number): unknown {
  const { resolvedType, type } = field.resolve();
  if (resolvedType instanceof protobuf.Type) return depth < DEEPEST ? message(resolvedType, depth + 1) : {};
  if (resolvedType) return random(40);
  if (type === "string") return pick(TEXTS);
  if (type === "bytes") return Uint8Array.from({ length: random(40) }, () => random(256));
  if (type === "bool") return random(2) === 1;
  // As far as a number is exact.
  if (/64$/.test(type)) return pick([...NUMBERS, 2 ** 40 + 3, Number.MAX_SAFE_INTEGER]);
  assert.match(type, /32$/, `a kind of field that no message has had so far: ${type}`);
  return pick(/^u|^fixed/.test(type) ? NUMBERS : [...NUMBERS.slice(0, -1), -1]);
}

/** What a codec makes of bytes: the message as plain data, or that it is none. */
function read(decode: (bytes: Uint8Array) => object, bytes: Uint8Array): unknown {
  try {
    return plain(decode(bytes));
  } catch {
    return "refused";
  }
}

/** Only what the message itself says: both have defaults on their prototypes. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

function damaged(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes.length > 0 && random(4) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes);
  for (let change = random(4); change >= 0 && copy.length > 0; change--) copy[random(copy.length)] = random(256);
  return copy;
}

test(`both write the same bytes and read the same messages, ${ROUNDS} times`, () => {
  let refused = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const value = message(theirs);
    const bytes = theirs.encode(value).finish();
    assert.deepEqual(Buffer.from(ours.encode(value).finish()), Buffer.from(bytes), `round ${round}, seed ${SEED}`);
    for (const sent of [bytes, damaged(bytes)]) {
      const expected = read((one) => theirs.decode(one), sent);
      if (expected === "refused") refused++;
      assert.deepEqual(
        read((one) => ours.decode(one), sent),
        expected,
        `round ${round}, seed ${SEED}: ${Buffer.from(sent).toString("hex")}`,
      );
    }
  }
  assert.ok(refused > ROUNDS / 20 && refused < ROUNDS, `${refused} of ${2 * ROUNDS} were refused`);
});
