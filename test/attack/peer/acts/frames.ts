/** What a holder of the pin could send to break the agent: every relevant violation of HTTP, websocket and protobuf. */
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Act } from "../act.ts";
import { envelope, open } from "../wire/envelope.ts";
import { message, tag, varint } from "../wire/protobuf.ts";
import { connect, party, type Target } from "../wire/tls.ts";
import { frame, frames as incoming, OPCODE, readHead, UPGRADE, upgradeRequest } from "../wire/websocket.ts";

export interface FramesArgs {
  readonly target: Target;
  /** The coordinator's key. */
  readonly key: string;
}

interface Try {
  readonly id: string;
  /** What the agent answered: kinds of envelopes, or the start of its answer to the request. */
  readonly answers: readonly string[];
  /** Whether the agent let its coordinator in right afterwards. */
  readonly isAlive: boolean;
}

const some = Buffer.alloc(10, 1);
const times = (count: number, part: Buffer) => Buffer.concat(Array.from({ length: count }, () => part));

/** Sent in place of the upgrade request. */
const REQUESTS: Readonly<Record<string, string>> = {
  "http-post": UPGRADE.replace("GET", "POST"),
  "http-1.0": UPGRADE.replace("HTTP/1.1", "HTTP/1.0"),
  "http-body": upgradeRequest(["Content-Length: 5000"]),
  "http-100-headers": upgradeRequest(Array.from({ length: 100 }, (_, at) => `X-${at}: y`)),
  "http-header-of-8-kb": upgradeRequest([`X: ${"y".repeat(8_192)}`]),
  "http-header-of-__proto__": upgradeRequest(["__proto__: x", "constructor: y"]).replace("Upgrade: websocket\r\n", ""),
  "http-bare-newlines": UPGRADE.replaceAll("\r\n", "\n"),
  "http-two-requests": UPGRADE.replace("websocket", "h2c") + UPGRADE,
  "http-endless-line": `GET /${"a".repeat(20_000)}`,
};

/** Sent after the upgrade. */
const FRAMES: Readonly<Record<string, () => Buffer>> = {
  unmasked: () => frame(some, { mask: false }),
  "reserved-bits": () => frame(some, { reserved: 7 }),
  "compressed-without-agreement": () => frame(some, { reserved: 4 }),
  "reserved-opcode": () => frame(some, { opcode: 3 }),
  "control-in-fragments": () => frame(some, { opcode: OPCODE.ping, fin: false }),
  "control-of-200-bytes": () => frame(Buffer.alloc(200), { opcode: OPCODE.ping }),
  "close-of-one-byte": () => frame(Buffer.alloc(1), { opcode: OPCODE.close }),
  "close-code-1": () => frame(Buffer.from([0, 1]), { opcode: OPCODE.close }),
  "continuation-of-nothing": () => frame(some, { opcode: OPCODE.continuation }),
  "text-that-is-not-utf-8": () => frame(Buffer.from([0xff, 0xfe]), { opcode: OPCODE.text }),
  text: () => frame(Buffer.from("{}"), { opcode: OPCODE.text }),
  "fragments-17": () => Buffer.concat([frame(some, { fin: false }), times(17, frame(some, { opcode: 0, fin: false }))]),
  "fragments-10000-empty": () =>
    Buffer.concat([frame(some, { fin: false }), times(10_000, frame(Buffer.alloc(0), { opcode: 0, fin: false }))]),
  "length-of-2^63": () => frame(some, { length: 2n ** 63n }),
  "length-of-2^53": () => frame(some, { length: 2n ** 53n + 1n }),
  "length-of-100-mb": () => frame(some, { length: 100_000_000 }),
  "length-65537": () => frame(Buffer.alloc(65_537)),
  "length-4097-before-authentication": () => frame(Buffer.alloc(4_097)),
  "pings-5000": () => times(5_000, frame(some, { opcode: OPCODE.ping })),
  "messages-5000": () => times(5_000, frame(envelope("getFacts", 1))),
  "protobuf-cut-off": () => frame(envelope("adopt", 1, [[2, "node"]]).subarray(0, 5)),
  "protobuf-varint-without-end": () => frame(Buffer.alloc(4_000, 0xff)),
  "protobuf-length-without-content": () => frame(Buffer.concat([tag(30, 2), varint(0xffff_ffff)])),
  "protobuf-groups-2000-deep": () => frame(times(2_000, tag(99, 3))),
  "protobuf-wire-type-7": () => frame(Buffer.from([0xff, 1, 7])),
  "protobuf-field-0": () => frame(message([0, 1])),
  "protobuf-nested-1000-deep": () => frame(nested(1_000)),
  "protobuf-1300-unknown-fields": () => frame(times(1_300, message([500, 1]))),
  "protobuf-all-bodies-at-once": () =>
    frame(message([1, 7], ...Array.from({ length: 19 }, (_, at) => [30 + at, ""] as const))),
  "protobuf-no-body": () => frame(message([1, 7])),
  "protobuf-nothing": () => frame(Buffer.alloc(0)),
  "protobuf-name-with-escapes": () => frame(envelope("adopt", 1, [[2, "\u001b[2J\n<0>forged"]])),
};

function nested(depth: number): Buffer {
  let inside: Buffer = Buffer.alloc(0);
  for (let level = 0; level < depth && inside.length < 3_500; level++) inside = message([34, inside]);
  return inside;
}

export const frames: Act<FramesArgs> = async ({ target, key }, { signal }) => {
  const pinned = party({ key });
  const tries: Try[] = [];
  for (const [id, request] of Object.entries(REQUESTS)) tries.push(await attempt(id, request));
  for (const [id, bytes] of Object.entries(FRAMES)) {
    if (!signal.aborted) tries.push(await attempt(id, UPGRADE, bytes()));
  }
  return { tries };

  async function attempt(id: string, request: string, after?: Buffer): Promise<Try> {
    const socket = await connect(target, pinned);
    socket.write(request);
    const head = await Promise.race([readHead(socket).catch(() => ""), later(HEARS)]);
    if (after) socket.write(after);
    const answers: string[] = [];
    const heard = hear(socket, answers).catch(() => {});
    if (after || head) await Promise.race([heard, later(HEARS)]);
    socket.destroy();
    const isAlive = await connect(target, pinned).then(
      (next) => Boolean(next.destroy()),
      () => false,
    );
    return { id, answers: after ? answers : head ? [head.slice(0, 12)] : [], isAlive };
  }
};

const HEARS = 400;
const later = (ms: number) => sleep(ms).then(() => "");

async function hear(socket: Duplex, answers: string[]): Promise<void> {
  for await (const { opcode, payload } of incoming(socket)) {
    if (opcode === OPCODE.binary && answers.length < 100) answers.push(open(payload).kind);
  }
}
