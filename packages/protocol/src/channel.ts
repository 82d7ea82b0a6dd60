/** Channel: frames in both directions, in order. Adapters: websocket.ts, and memoryChannel below. */
import { AppError } from "./error.ts";
import { MAX_FRAME } from "./limits.ts";
import { decode, encode, type Frame } from "./wire.ts";

export interface Channel {
  /** Queues a frame; once the channel has ended, frames are dropped, since the other end will ask again. */
  send(frame: Frame): void;
  /**
   * Frames as they arrive; ends when the other end closes. Iterate once.
   * Throws `invalid` or `unimplemented` for a frame that cannot be decoded.
   */
  readonly frames: AsyncIterable<Frame>;
  /** Closes both directions. Closing twice is harmless. */
  close(): void;
}

/** A queue that one reader iterates; the writer ends or fails it. */
export interface Inbox<T> extends AsyncIterable<T> {
  push(item: T): void;
  end(error?: AppError): void;
}

/** Holds at most `max` unread items; one more ends the inbox with `invalid`. */
export function inbox<T>(max = 1024): Inbox<T> {
  const items: T[] = [];
  let ended = false;
  let failure: AppError | undefined;
  let wake = () => {};
  const end = (error?: AppError) => {
    if (!ended) failure = error;
    ended = true;
    wake();
  };
  return {
    push(item) {
      if (ended) return;
      if (items.length >= max) return end(new AppError("invalid", "too many messages at once"));
      items.push(item);
      wake();
    },
    end,
    async *[Symbol.asyncIterator]() {
      while (true) {
        for (let item = items.shift(); item !== undefined; item = items.shift()) yield item;
        if (failure) throw failure;
        if (ended) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** Two ends of an in-memory channel; every frame is encoded and decoded, so only messages cross. */
export function memoryChannel(): [Channel, Channel] {
  const boxes = [inbox<Frame>(), inbox<Frame>()] as const;
  const end = (own: 0 | 1): Channel => ({
    send: (frame) => boxes[own ? 0 : 1].push(decode(encode(frame), MAX_FRAME)),
    frames: boxes[own],
    close: () => {
      boxes[0].end();
      boxes[1].end();
    },
  });
  return [end(0), end(1)];
}
