/** Pipe: byte messages in both directions, in order, between the agent's two processes. */
import type { Duplex } from "node:stream";
import { AppError, type Channel, decode, encode, type Frame, inbox, MAX_FRAME } from "@rackberry/protocol";

export interface Pipe {
  /** Dropped once the pipe has ended. */
  send(message: Uint8Array): void;
  /** Ends when the other end closes. Iterate once. Throws `invalid` for a message that is too large or cut off. */
  readonly messages: AsyncIterable<Uint8Array>;
  /** Messages already sent still arrive. Closing twice is harmless. */
  close(): void;
}

/** Bytes: a node's diagnosis is the largest message. */
const MAX_PIPED = 4 * MAX_FRAME;
const HEAD = 4;

/** On a stream, each message is preceded by its length: four bytes, big-endian. */
export function streamPipe(stream: Duplex): Pipe {
  const messages = inbox<Uint8Array>();
  let held: Buffer = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length >= HEAD) {
      const size = held.readUInt32BE(0);
      if (size > MAX_PIPED) {
        messages.end(new AppError("invalid", `a message of ${size} bytes between the agent's processes is too large`));
        return void stream.destroy();
      }
      if (held.length < HEAD + size) return;
      messages.push(held.subarray(HEAD, HEAD + size));
      held = held.subarray(HEAD + size);
    }
  });
  stream.once("error", (cause) => messages.end(new AppError("disconnected", cause.message, { cause })));
  stream.once("close", () => messages.end());
  return {
    send(message) {
      if (!stream.writable) return;
      const head = Buffer.allocUnsafe(HEAD);
      head.writeUInt32BE(message.length, 0);
      // A single write, since each one wakes the other process.
      stream.write(Buffer.concat([head, message]));
    },
    messages,
    close: () => void stream.end(),
  };
}

/** Two ends in one process; only copies of bytes cross. */
export function memoryPipe(): [Pipe, Pipe] {
  const boxes = [inbox<Uint8Array>(), inbox<Uint8Array>()] as const;
  const end = (own: 0 | 1): Pipe => ({
    send: (message) => boxes[own ? 0 : 1].push(Uint8Array.from(message)),
    messages: boxes[own],
    close: () => {
      boxes[0].end();
      boxes[1].end();
    },
  });
  return [end(0), end(1)];
}

/** The contract's frames over a pipe. */
export function pipeChannel(pipe: Pipe, messages: AsyncIterable<Uint8Array> = pipe.messages): Channel {
  return { send: (frame) => pipe.send(encode(frame)), frames: decoded(messages), close: () => pipe.close() };
}

async function* decoded(messages: AsyncIterable<Uint8Array>): AsyncGenerator<Frame, void> {
  for await (const message of messages) yield decode(message, MAX_FRAME);
}
