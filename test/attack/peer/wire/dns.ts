/** DNS packets without product code (RFC 1035, 4.1): valid ones, and each kind of invalid one. */
import { randomBytes } from "node:crypto";

export const GROUP = "224.0.0.251";
export const PORT = 5353;
const SERVICE = "_pi-agent._tcp.local";
const TYPE = { A: 1, PTR: 12, TXT: 16, SRV: 33, OPT: 41, NSEC: 47, ANY: 255 } as const;
const IN = 1;

export const name = (dotted: string): Buffer =>
  Buffer.concat([
    ...dotted.split(".").map((label) => Buffer.concat([Buffer.from([Buffer.byteLength(label)]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);

interface Counts {
  readonly response?: boolean;
  readonly questions?: number;
  readonly answers?: number;
  readonly authorities?: number;
  readonly additionals?: number;
}

export function header(counts: Counts): Buffer {
  const { response = false, questions = 0, answers = 0, authorities = 0, additionals = 0 } = counts;
  const words = [0, response ? 0x8400 : 0, questions, answers, authorities, additionals];
  return Buffer.concat(words.map((word) => Buffer.from([word >> 8, word & 255])));
}

const uint16 = (value: number) => Buffer.from([value >> 8, value & 255]);

export const question = (of: Buffer, type: number = TYPE.PTR): Buffer => Buffer.concat([of, uint16(type), uint16(IN)]);

export function record(of: Buffer, type: number, data: Buffer, ttl = 120, length = data.length): Buffer {
  return Buffer.concat([of, uint16(type), uint16(IN), uint16(ttl >> 16), uint16(ttl & 65_535), uint16(length), data]);
}

const srv = (instance: string, port: number, target = "x.local") =>
  record(name(instance), TYPE.SRV, Buffer.concat([Buffer.alloc(4), uint16(port), name(target)]));

/** The announcement of an agent; `ports` become SRV records with a name each. */
export function announcement(id: string, ports: readonly number[] = [7440], target?: string): Buffer {
  const instances = ports.map((_, index) => `pi-agent-${id}${index}.${SERVICE}`);
  return Buffer.concat([
    header({ response: true, answers: ports.length * 2 }),
    ...instances.map((instance) => record(name(SERVICE), TYPE.PTR, name(instance))),
    ...ports.map((port, index) => srv(instances[index] ?? "", port, target)),
  ]);
}

/** The announcement of a coordinator, as pictl expects it. */
export function coordinatorAnnouncement(id: string, port: number, address: string): Buffer {
  const service = "_pi-coordinator._tcp.local";
  const [instance, host] = [`${id}.${service}`, `${id}.local`];
  const octets = Buffer.from(address.split(".").map(Number));
  return Buffer.concat([
    header({ response: true, answers: 4 }),
    record(name(service), TYPE.PTR, name(instance)),
    srv(instance, port, host),
    record(name(instance), TYPE.TXT, Buffer.from([0])),
    record(name(host), TYPE.A, octets),
  ]);
}

const many = (count: number, part: Buffer) => Buffer.concat(Array.from({ length: count }, () => part));
const pointer = (at: number) => Buffer.from([0xc0 | (at >> 8), at & 255]);
const all = 65_535;

/** Datagrams that cost more than they are worth, or are malformed; each call makes a new one. */
export const HOSTILE: Readonly<Record<string, () => Buffer>> = {
  "counts-of-65535": () => header({ questions: all, answers: all, authorities: all, additionals: all }),
  "counts-in-a-response": () => header({ response: true, answers: all, additionals: all }),
  "questions-230": () =>
    Buffer.concat([header({ questions: 230 }), question(name(SERVICE)), many(229, question(pointer(12)))]),
  "questions-10000": () =>
    Buffer.concat([header({ questions: 9_900 }), question(name(SERVICE)), many(9_899, question(pointer(12)))]),
  "size-60-kb": () => Buffer.concat([header({ response: true, answers: 1 }), randomBytes(60_000)]),
  "records-5000": () =>
    Buffer.concat([
      header({ response: true, answers: 4_600 }),
      many(4_600, record(Buffer.from([0]), TYPE.A, Buffer.alloc(2))),
    ]),
  "name-cut-off": () => Buffer.concat([header({ questions: 1 }), Buffer.from([63, 97, 97])]),
  "label-cut-off": () => Buffer.concat([header({ response: true, answers: 1 }), Buffer.from([9, 95, 112, 105])]),
  "pointer-to-itself": () => Buffer.concat([header({ questions: 1 }), question(pointer(12))]),
  "pointers-in-a-ring": () =>
    Buffer.concat([header({ questions: 1 }), pointer(14), pointer(16), pointer(12), Buffer.alloc(4)]),
  "pointer-forward": () => Buffer.concat([header({ questions: 1 }), question(pointer(16_383))]),
  "pointers-in-a-chain": () =>
    Buffer.concat([
      header({ questions: 1 }),
      ...Array.from({ length: 600 }, (_, at) => pointer(14 + at * 2)),
      Buffer.alloc(5),
    ]),
  "name-of-2000-bytes": () =>
    Buffer.concat([header({ questions: 1 }), question(name(Array(40).fill("a".repeat(50)).join(".")))]),
  "label-type-reserved": () =>
    Buffer.concat([header({ questions: 1 }), Buffer.from([0x80, 1, 0x40, 2]), Buffer.alloc(4)]),
  "length-of-data-lies": () =>
    Buffer.concat([
      header({ response: true, answers: 1 }),
      record(name(SERVICE), TYPE.PTR, name("x.local"), 120, 60_000),
    ]),
  "texts-that-lie": () =>
    Buffer.concat([
      header({ response: true, answers: 1 }),
      record(name(`x.${SERVICE}`), TYPE.TXT, Buffer.alloc(300, 255)),
    ]),
  "options-that-lie": () =>
    Buffer.concat([
      header({ questions: 1, additionals: 1 }),
      question(name(SERVICE)),
      record(Buffer.from([0]), TYPE.OPT, Buffer.alloc(8, 255)),
    ]),
  "bitmaps-that-lie": () =>
    Buffer.concat([
      header({ response: true, answers: 1 }),
      record(name("x.local"), TYPE.NSEC, Buffer.concat([name("x.local"), Buffer.from([0, 255, 1])])),
    ]),
  "header-cut-off": () => randomBytes(11),
  empty: () => Buffer.alloc(0),
  "random-bytes": () => randomBytes(300),
  "names-of-others": () => Buffer.concat([header({ questions: 20 }), many(20, question(name("_ipp._tcp.local")))]),
  "a-good-question": () => Buffer.concat([header({ questions: 1 }), question(name(SERVICE))]),
  "a-question-for-any": () => Buffer.concat([header({ questions: 1 }), question(name(SERVICE), TYPE.ANY)]),
  "goodbyes-for-others": () =>
    Buffer.concat([
      header({ response: true, answers: 1 }),
      record(name(SERVICE), TYPE.PTR, name(`pi-agent-0.${SERVICE}`), 0),
    ]),
};
