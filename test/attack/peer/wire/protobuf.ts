/**
 * Protocol buffers without a library (protobuf.dev/programming-guides/encoding): what the wire needs, and violations.
 */

/** A field with its number. Strings and bytes are length-delimited, numbers and booleans varints. */
export type Field = readonly [number: number, value: string | Buffer | number | bigint | boolean];

export function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}

export const tag = (number: number, wireType: number): Buffer => varint((number << 3) | wireType);

export function message(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === "string" || Buffer.isBuffer(value)) {
        const bytes = Buffer.from(value as string);
        return Buffer.concat([tag(number, 2), varint(bytes.length), bytes]);
      }
      return Buffer.concat([tag(number, 0), varint(typeof value === "boolean" ? Number(value) : value)]);
    }),
  );
}

/** A message's fields by number, all values of each. Varints as numbers, the rest as bytes. Throws when truncated. */
export function parse(bytes: Buffer): Map<number, (number | Buffer)[]> {
  const fields = new Map<number, (number | Buffer)[]>();
  let at = 0;
  const next = (): number => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error("a message that is cut off");
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(value);
    }
  };
  while (at < bytes.length) {
    const key = next();
    const number = key >>> 3;
    const value = (key & 7) === 0 ? next() : take(key & 7);
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  return fields;

  function take(wireType: number): Buffer {
    const length = wireType === 2 ? next() : wireType === 1 ? 8 : 4;
    const part = bytes.subarray(at, at + length);
    at += length;
    return part;
  }
}

/** The last text of a field; "" when absent. */
export const text = (fields: Map<number, (number | Buffer)[]>, number: number): string =>
  String(fields.get(number)?.at(-1) ?? "");

/** The last number of a field; 0 when absent. */
export const number = (fields: Map<number, (number | Buffer)[]>, field: number): number =>
  Number(fields.get(field)?.at(-1) ?? 0);

/** The last message of a field; empty when absent. */
export function inner(fields: Map<number, (number | Buffer)[]>, number: number): Map<number, (number | Buffer)[]> {
  const value = fields.get(number)?.at(-1);
  return Buffer.isBuffer(value) ? parse(value) : new Map();
}
