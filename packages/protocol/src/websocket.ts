/** The websocket adapter of Channel, used at both ends. One binary message is one Envelope. */
import type { WebSocket } from "ws";
import { type Channel, inbox } from "./channel.ts";
import { AppError } from "./error.ts";
import { decode, encode, type Frame } from "./wire.ts";

/** Bytes that may be queued for a peer that does not read; more end the connection. */
const MAX_UNSENT = 4 * 1024 * 1024;

export interface WebsocketChannelOptions {
  /**
   * Called for a frame of a kind that this version does not know, with the frame's id as the error's cause. The channel
   * then continues, so that the frame can be answered; without this option the frame ends the channel.
   */
  readonly onUnknown?: (error: AppError) => void;
}

/** Wraps an open websocket. `maxMessage()` is called for every message: it grows once the peer is known. */
export function websocketChannel(
  socket: WebSocket,
  maxMessage: () => number,
  { onUnknown }: WebsocketChannelOptions = {},
): Channel {
  const frames = inbox<Frame>();
  // ws answers every ping; if the peer does not read the answers, they pile up here.
  const bound = () => {
    if (socket.bufferedAmount > MAX_UNSENT) socket.terminate();
  };
  socket.on("ping", bound);
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    try {
      if (!isBinary) throw new AppError("invalid", "the message is text, not binary");
      frames.push(decode(data, maxMessage()));
    } catch (cause) {
      const error = AppError.from(cause);
      if (error.code === "unimplemented" && onUnknown) onUnknown(error);
      else frames.end(error);
    }
  });
  socket.on("close", () => frames.end());
  // ws always emits close after error; end with the reason first, which the reader needs.
  socket.on("error", (cause) => frames.end(new AppError("disconnected", cause.message, { cause })));
  return {
    send: (frame) => {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(encode(frame));
      bound();
    },
    frames,
    close: () => socket.close(),
  };
}
