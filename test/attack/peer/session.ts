/** A client's session with an agent, without product code: TLS, upgrade and envelopes. */
import type { TLSSocket } from "node:tls";
import { type Envelope, open, signed } from "./wire/envelope.ts";
import { connect, type Party, type Target } from "./wire/tls.ts";
import { frame, frames, OPCODE, readHead, UPGRADE } from "./wire/websocket.ts";

export interface ClientSession extends Disposable {
  readonly socket: TLSSocket;
  send(envelope: Buffer): void;
  /** Signs the command for the challenge that followed the greeting. */
  command(envelope: Buffer): void;
  /** The next envelope other than a challenge; undefined when the other end closes, or nothing arrives in `seconds`. */
  next(seconds?: number): Promise<Envelope | undefined>;
}

/** Resolves once the upgrade is answered. */
export async function openSession(target: Target, party: Party): Promise<ClientSession> {
  const socket = await connect(target, party);
  socket.setNoDelay(true);
  socket.write(UPGRADE);
  await within(readHead(socket), 5, () => socket.destroy());
  const incoming = frames(socket);
  let nonce: Buffer = Buffer.alloc(32);
  let counter = 0;
  let greeting: Envelope | undefined;
  const send = (envelope: Buffer) => void socket.write(frame(envelope));
  return {
    socket,
    send,
    command: (envelope) => {
      counter += 1;
      send(signed(envelope, { key: party.key, nonce, counter }));
    },
    async next(seconds = 3) {
      const end = performance.now() + seconds * 1000;
      for (;;) {
        const left = (end - performance.now()) / 1000;
        const item =
          left > 0 ? await within(incoming.next(), left, () => socket.destroy()).catch(() => undefined) : undefined;
        if (!item || item.done) return undefined;
        if (item.value.opcode === OPCODE.close) return undefined;
        if (item.value.opcode !== OPCODE.binary) continue;
        const envelope = open(item.value.payload);
        if (envelope.kind === "greeting") greeting = envelope;
        else if (envelope.kind !== "challenge") return envelope;
        else {
          nonce = (envelope.body.get(1)?.at(-1) as Buffer | undefined) ?? nonce;
          counter = 0;
          // The greeting is returned only once there is a challenge to sign.
          if (greeting) return greeting;
        }
      }
    },
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

async function within<T>(work: Promise<T>, seconds: number, late: () => void): Promise<T> {
  const timer = setTimeout(late, seconds * 1000);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
