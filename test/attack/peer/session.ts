/** A client's session with an agent: TLS, upgrade, and envelopes by hand. */
import type { TLSSocket } from "node:tls";
import { type Envelope, open } from "./wire/envelope.ts";
import { connect, type Party, type Target } from "./wire/tls.ts";
import { frame, frames, OPCODE, readHead, UPGRADE } from "./wire/websocket.ts";

export interface ClientSession extends Disposable {
  readonly socket: TLSSocket;
  send(envelope: Buffer): void;
  /** The next envelope; undefined when the other end closes, or nothing comes in `seconds`. */
  next(seconds?: number): Promise<Envelope | undefined>;
}

/** Resolves once the upgrade was answered. */
export async function openSession(target: Target, party: Party): Promise<ClientSession> {
  const socket = await connect(target, party);
  socket.setNoDelay(true);
  socket.write(UPGRADE);
  await within(readHead(socket), 5, () => socket.destroy());
  const incoming = frames(socket);
  return {
    socket,
    send: (envelope) => void socket.write(frame(envelope)),
    async next(seconds = 3) {
      const end = performance.now() + seconds * 1000;
      for (;;) {
        const left = (end - performance.now()) / 1000;
        const item =
          left > 0 ? await within(incoming.next(), left, () => socket.destroy()).catch(() => undefined) : undefined;
        if (!item || item.done) return undefined;
        if (item.value.opcode === OPCODE.binary) return open(item.value.payload);
        if (item.value.opcode === OPCODE.close) return undefined;
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
