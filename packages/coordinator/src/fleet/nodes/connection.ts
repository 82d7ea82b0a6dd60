/** Connection: requests and their answers over one Channel to an agent. */
import {
  AppError,
  type Channel,
  FOLLOWED,
  type FollowedKind,
  type Frame,
  fromFailure,
  type Kind,
  type Message,
  type NewsOf,
} from "@rackberry/protocol";
import { REQUEST_KINDS, type RequestKind, tooOld } from "../../domain/too-old.ts";
import { allowance } from "../base/allowance.ts";

interface RequestOptions {
  /** Called for each event that an operation reports before its end. */
  readonly onEvent?: (event: Message<"event">) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds; absent: no limit while the connection is open. */
  readonly timeout?: number;
}

export interface Connection {
  /** The agent's first message. Rejects with `invalid` for any other message, `disconnected` when none comes. */
  readonly greeting: Promise<Message<"greeting">>;
  /** Resolves when the connection is over: `disconnected`; its cause is what was wrong with the agent's messages. */
  readonly ended: Promise<AppError>;
  /** Calls `listener` when the connection is over, unless the returned function was called before. */
  whenOver(listener: (why: AppError) => void): () => void;
  /** Whether the agent's greeting lists this request. */
  knows(kind: RequestKind): boolean;
  /** Requests that the agent does not know because it is older than the coordinator. */
  readonly lacks: ReadonlySet<RequestKind>;
  /** Requests that were attempted although the agent does not know them; they were not sent. */
  readonly lacking: Set<RequestKind>;
  /**
   * Sends a command and waits for its answer of kind `reply`. On abort or timeout it is cancelled at the agent.
   * Rejects with the agent's failure, `disconnected`, or `unimplemented` when the agent does not know the command.
   */
  request<R extends Kind>(command: CommandOf, reply: R, options?: RequestOptions): Promise<Message<R>>;
  /**
   * Sends a command and passes on every answer until the last one (resolves) or until the signal aborts: then it
   * rejects with the signal's reason and cancels the command at the agent. Otherwise like `request`.
   */
  follow<K extends FollowedKind>(
    command: CommandOf<K>,
    onNews: (news: Message<NewsOf<K>>) => void,
    options: Pick<RequestOptions, "signal" | "timeout">,
  ): Promise<void>;
  /** Sends the reason, and closes. */
  farewell(reason: number, detail: string): void;
  close(): void;
}

/** A frame without its id. */
export type CommandOf<K extends Kind = Kind> = { [P in K]: { readonly kind: P; readonly value: Message<P> } }[K];

interface Waiting {
  frame(frame: Frame): void;
  fail(error: AppError): void;
}

/**
 * Messages that an agent may send at once, and per second in the long run. The most that an honest agent sends is the
 * last 5,000 lines of its journal: a few hundred messages for each reader.
 */
const AT_ONCE = 12_000;
const PER_SECOND = 100;

/** Every agent understands these, so no greeting lists them. */
const ALWAYS: ReadonlySet<Kind> = new Set<Kind>(["adopt", "welcome"]);
const MOST_WORDS = 200;

export function connect(channel: Channel, monotonic = () => performance.now()): Connection {
  const allows = allowance(monotonic, { most: AT_ONCE, perSecond: PER_SECOND });
  const listeners = new Set<(why: AppError) => void>();
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let over: AppError | undefined;
  let known: ReadonlySet<string> = new Set();
  let lacks: ReadonlySet<RequestKind> = new Set(REQUEST_KINDS);
  const lacking = new Set<RequestKind>();
  const greeting = Promise.withResolvers<Message<"greeting">>();
  greeting.promise.catch(() => {});
  waiting.set(0, {
    frame: (frame) => {
      if (frame.kind !== "greeting") {
        const error = unasked(frame, "the agent did not begin with a greeting but with");
        greeting.reject(error);
        throw error;
      }
      waiting.delete(0);
      known = new Set((frame.value.requests ?? []).slice(0, MOST_WORDS));
      lacks = new Set(REQUEST_KINDS.filter((kind) => !known.has(kind)));
      greeting.resolve(frame.value);
    },
    fail: greeting.reject,
  });

  const pump = async () => {
    try {
      for await (const frame of channel.frames) {
        if (!allows()) throw new AppError("refused", "the agent sends more messages than an agent should");
        const one = waiting.get(frame.id);
        if (one) one.frame(frame);
        // The code that signs the commands has handled it already (protocol/src/signed.ts).
        else if (frame.id === 0 && frame.kind === "challenge") continue;
        // The answer to a cancelled command may still come.
        else if (frame.id === 0 || frame.id > last) throw unasked(frame, "the agent was not asked for its");
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

  /** Sends one command and waits for its last answer; answers of kind `progress` do not end it. */
  const exchange = <R extends Kind>(
    { kind, value }: { readonly kind: Kind; readonly value: object },
    { reply, progress, onProgress }: { reply: R; progress: Kind; onProgress: (frame: Frame) => void },
    { signal, timeout }: Pick<RequestOptions, "signal" | "timeout">,
  ): Promise<Message<R>> => {
    if (over) return Promise.reject(over);
    if (!ALWAYS.has(kind) && !known.has(kind)) {
      lacking.add(kind as RequestKind);
      return Promise.reject(new AppError("unimplemented", tooOld("its", kind as RequestKind)));
    }
    const id = ++last;
    const answer = Promise.withResolvers<Message<R>>();
    const giveUp = (why: AppError) => {
      if (waiting.delete(id)) channel.send({ id, kind: "cancel", value: {} });
      answer.reject(why);
    };
    waiting.set(id, {
      frame: (frame) => {
        if (frame.kind === progress) {
          try {
            onProgress(frame);
          } catch (error) {
            // A listener that throws fails this request, not the connection.
            giveUp(AppError.from(error));
          }
          return;
        }
        waiting.delete(id);
        if (frame.kind === reply) answer.resolve(frame.value as Message<R>);
        else if (frame.kind === "failure") answer.reject(fromFailure(frame.value));
        else answer.reject(new AppError("invalid", `${kind} was answered with ${frame.kind}`));
      },
      fail: answer.reject,
    });
    const abort = () => giveUp(AppError.from(signal?.reason));
    signal?.addEventListener("abort", abort);
    const late = () => giveUp(new AppError("timeout", `${kind}: no answer in ${timeout} ms`));
    const timer = timeout === undefined ? undefined : setTimeout(late, timeout);
    try {
      channel.send({ id, kind, value } as Frame);
    } catch (error) {
      waiting.delete(id);
      answer.reject(error);
    }
    return answer.promise.finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    });
  };

  return {
    greeting: greeting.promise,
    ended,
    whenOver(listener) {
      if (over) listener(over);
      else listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    knows: (kind) => known.has(kind),
    get lacks() {
      return lacks;
    },
    lacking,
    request: (command, reply, { onEvent, ...options } = {}) => {
      const onProgress = (frame: Frame) => frame.kind === "event" && onEvent?.(frame.value);
      return exchange(command, { reply, progress: "event", onProgress }, options);
    },
    async follow(command, onNews, options) {
      const progress = FOLLOWED[command.kind];
      const onProgress = ({ value }: Frame) => onNews(value as Parameters<typeof onNews>[0]);
      await exchange(command, { reply: "done", progress, onProgress }, options);
    },
    farewell(reason, detail) {
      if (!over) channel.send({ id: 0, kind: "farewell", value: { reason, detail } });
      channel.close();
    },
    close: () => channel.close(),
  };
}

/** The agent's reason for closing the connection, or an error about a message that was not requested. */
const unasked = (frame: Frame, words: string): AppError =>
  frame.kind === "failure" ? fromFailure(frame.value) : new AppError("invalid", `${words} ${frame.kind}`);
