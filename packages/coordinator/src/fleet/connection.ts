/** Connection: requests and their answers over one Channel to an agent. */
import {
  AppError,
  type Channel,
  type Frame,
  fromFailure,
  type Kind,
  type Message,
  PROGRESS,
} from "@rackberry/protocol";
import { allowance } from "./allowance.ts";

interface RequestOptions {
  /** Called for frames of the request that do not end it: event, logLines, serviceReport. */
  readonly onFrame?: (frame: Frame) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds; absent: as long as the connection lives. */
  readonly timeout?: number;
}

export interface Connection {
  /** The agent's first message. Rejects with `invalid` when another comes, `disconnected` when none does. */
  readonly greeting: Promise<Message<"greeting">>;
  /** Resolves when the connection is over: `disconnected`, with what was wrong with the agent's words as its cause. */
  readonly ended: Promise<AppError>;
  /** Called when the connection is over, unless what it answers was called before. */
  whenOver(listener: (why: AppError) => void): () => void;
  /** Sends a command and waits for its answer of kind `reply`. Rejects with the agent's failure or `disconnected`. */
  request<R extends Kind>(command: CommandOf, reply: R, options?: RequestOptions): Promise<Message<R>>;
  /** Says why, and closes. */
  farewell(reason: number, detail: string): void;
  close(): void;
}

/** A frame without its id. */
export type CommandOf = { [K in Kind]: { readonly kind: K; readonly value: Message<K> } }[Kind];

interface Waiting {
  frame(frame: Frame): void;
  fail(error: AppError): void;
}

/**
 * Messages that an agent may send at once, and in a second for as long as it likes. The most that an honest one says is the
 * 10,000 lines of an apt that has lost its mind.
 */
const AT_ONCE = 12_000;
const PER_SECOND = 100;

export function connect(channel: Channel, monotonic = () => performance.now()): Connection {
  const allows = allowance(monotonic, { most: AT_ONCE, perSecond: PER_SECOND });
  const listeners = new Set<(why: AppError) => void>();
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let over: AppError | undefined;
  const greeting = Promise.withResolvers<Message<"greeting">>();
  greeting.promise.catch(() => {});
  waiting.set(0, {
    frame: (frame) => {
      if (frame.kind === "greeting") greeting.resolve(frame.value);
      else greeting.reject(new AppError("invalid", `the agent began with ${frame.kind}, not with a greeting`));
    },
    fail: greeting.reject,
  });

  const pump = async () => {
    try {
      for await (const frame of channel.frames) {
        if (!allows()) throw new AppError("refused", "the agent sends more messages than it has reason to");
        waiting.get(frame.id)?.frame(frame);
      }
      over = new AppError("disconnected", "the agent closed the connection");
    } catch (error) {
      over = AppError.from(error);
      if (over.code !== "disconnected") over = new AppError("disconnected", over.message, { cause: over });
    }
    channel.close();
    for (const one of waiting.values()) one.fail(over);
    waiting.clear();
    for (const listener of listeners) listener(over);
    listeners.clear();
    return over;
  };
  const ended = pump();

  return {
    greeting: greeting.promise,
    ended,
    whenOver(listener) {
      if (over) listener(over);
      else listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    request<R extends Kind>({ kind, value }: CommandOf, reply: R, { onFrame, signal, timeout }: RequestOptions = {}) {
      if (over) return Promise.reject(over);
      const id = ++last;
      const answer = Promise.withResolvers<Message<R>>();
      const listen = (frame: Frame) => {
        try {
          onFrame?.(frame);
        } catch (error) {
          // A listener that fails is this request's trouble, not the connection's.
          answer.reject(AppError.from(error));
        }
      };
      waiting.set(id, {
        frame: (frame) => {
          if (frame.kind === reply) answer.resolve(frame.value as Message<R>);
          else if (frame.kind === "failure") answer.reject(fromFailure(frame.value));
          else if (PROGRESS.has(frame.kind)) listen(frame);
          else answer.reject(new AppError("invalid", `${kind} was answered with ${frame.kind}`));
        },
        fail: answer.reject,
      });
      const abort = () => answer.reject(AppError.from(signal?.reason));
      signal?.addEventListener("abort", abort);
      const late = () => answer.reject(new AppError("timeout", `${kind}: no answer in ${timeout} ms`));
      const timer = timeout === undefined ? undefined : setTimeout(late, timeout);
      try {
        channel.send({ id, kind, value } as Frame);
      } catch (error) {
        answer.reject(error);
      }
      return answer.promise.finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        waiting.delete(id);
      });
    },
    farewell(reason, detail) {
      if (!over) channel.send({ id: 0, kind: "farewell", value: { reason, detail } });
      channel.close();
    },
    close: () => channel.close(),
  };
}
