/** Handmade DNS messages for tests, valid and invalid. */

/** A name without compression. */
export function nameBytes(name: string): Buffer {
  const labels = name.split(".").map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

export const question = (name: Buffer): Buffer => Buffer.concat([name, Buffer.from([0, 12, 0, 1])]);

/** A record of class IN with a TTL of two minutes. */
export function record(name: Buffer, type: number, data: Buffer): Buffer {
  const length = Buffer.from([data.length >> 8, data.length & 255]);
  return Buffer.concat([name, Buffer.from([0, type, 0, 1, 0, 0, 0, 120]), length, data]);
}

export const srv = (name: Buffer, port: number, target: Buffer): Buffer =>
  record(name, 33, Buffer.concat([Buffer.from([0, 0, 0, 0, port >> 8, port & 255]), target]));

export function query(...questions: Buffer[]): Buffer {
  return Buffer.concat([header(0, questions.length, 0), ...questions]);
}

export function response(...records: Buffer[]): Buffer {
  return Buffer.concat([header(0x8400, 0, records.length), ...records]);
}

/** A header with any counts, true or false. */
export function header(flags: number, questions: number, answers: number, additionals = 0): Buffer {
  const bytes = Buffer.alloc(12);
  for (const [index, value] of [flags, questions, answers, 0, additionals].entries()) {
    bytes.writeUInt16BE(value, 2 + 2 * index);
  }
  return bytes;
}
