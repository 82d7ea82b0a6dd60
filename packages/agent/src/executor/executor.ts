/** The executor's end: takes commands from a Channel, answers on it, and knows nothing about networks. */
import { AppError, type Channel, type Frame, type Message, partOf, toFailure } from "@rackberry/protocol";
import { isCommand, type OtherCommand } from "../commands.ts";
import { type Caller, follow } from "../followed.ts";
import type { Host } from "../host/host.ts";
import { isOperation, type OperationCommand } from "../operations/index.ts";
import type { Listener, Operations } from "./operations.ts";
import type { Rest } from "./rest.ts";

export interface LogRequest {
  readonly follow: boolean;
  /** 0 to 5,000. */
  readonly lines: number;
}

export interface ExecutorOptions {
  readonly host: Host;
  readonly operations: Operations;
  readonly facts: () => Promise<Message<"facts">>;
  /** Ends when the log ends, or on the signal. */
  readonly followLog: (request: LogRequest, onLines: (lines: string[]) => void, signal: AbortSignal) => Promise<void>;
  readonly rest: Pick<Rest, "begin">;
  /** Accepts the offer or a part of a file, such as a new agent's package; returns how many bytes have arrived. */
  readonly putBlob: (part: Message<"putBlob">) => Promise<number>;
}

type Handler<K extends OtherCommand> = (
  value: Message<K>,
  options: ExecutorOptions,
  caller: Caller,
) => Promise<void> | void;

/** The most unanswered commands on one channel. */
const MAX_UNANSWERED = 32;
const MAX_LOG_LINES = 5_000;
const ADMIN_KUBECONFIG = "/etc/kubernetes/admin.conf";

const handlers: { readonly [K in OtherCommand]: Handler<K> } = {
  getFacts: async (_, { facts }, { answer }) => answer({ kind: "facts", value: await facts() }),
  getOperation: ({ operationId }, { operations }, caller) =>
    listen(operations, caller, operationId ?? "", (listener) => operations.attach(operationId ?? "", listener)),
  followLog: ({ follow: isOpen, lines }, { followLog }, caller) => {
    const request = { follow: isOpen === true, lines: Math.min(lines ?? 0, MAX_LOG_LINES) };
    return follow("followLog", caller, (tell, signal) => followLog(request, (batch) => tell({ lines: batch }), signal));
  },
  getBlob: async ({ kind, offset }, { host }, { answer }) => {
    if (kind !== "kubeconfig")
      throw new AppError("invalid", "this agent does not know that kind of file: run pictl upgrade");
    const content = await host.read(ADMIN_KUBECONFIG);
    if (content === undefined)
      throw new AppError("refused", "this Pi is not the control plane, so it has no kubeconfig");
    answer({ kind: "blobPart", value: partOf(kind, Buffer.from(content), Number(offset ?? 0)) });
  },
  putBlob: async (part, { putBlob }, { answer }) =>
    answer({ kind: "blobState", value: { received: await putBlob(part) } }),
  getVersions: async (request, { host }, { answer, gone, cancelled }) => {
    const signal = AbortSignal.any([gone, cancelled]);
    // Loaded on request, which happens once in a rack's life for each minor.
    const { findVersions } = await import("./versions.ts");
    answer({ kind: "versions", value: { versions: [...(await findVersions(host, request, { signal }))] } });
  },
};

/** Serves one channel until it ends. Never rejects. */
export async function serveChannel(channel: Channel, options: ExecutorOptions): Promise<void> {
  const gone = new AbortController();
  /** By request id: aborts a request when it is cancelled. */
  const unanswered = new Map<number, AbortController>();
  const handle = async (frame: Frame) => {
    const answer: Caller["answer"] = (reply) => channel.send({ ...reply, id: frame.id } as Frame);
    const fail = (error: AppError) => answer({ kind: "failure", value: toFailure(error) });
    if (!isCommand(frame)) return fail(new AppError("unimplemented", `${frame.kind} is not a command`));
    if (frame.kind === "cancel")
      return unanswered.get(frame.id)?.abort(new AppError("cancelled", "the coordinator cancelled the request"));
    if (unanswered.size >= MAX_UNANSWERED) return fail(new AppError("busy", "too many commands at once"));
    const cancel = new AbortController();
    unanswered.set(frame.id, cancel);
    const done = options.rest.begin();
    try {
      const caller = { answer, gone: gone.signal, cancelled: cancel.signal };
      if (isOperation(frame)) await start({ ...frame, id: 0 }, options, caller);
      else await (handlers[frame.kind] as Handler<OtherCommand>)(frame.value, options, caller);
    } catch (cause) {
      if (!gone.signal.aborted) fail(AppError.from(cause));
    } finally {
      unanswered.delete(frame.id);
      done();
    }
  };
  try {
    for await (const frame of channel.frames) void handle(frame);
  } catch {
    // Frames that cannot be decoded come from our own door: it will connect again.
  } finally {
    gone.abort();
    channel.close();
  }
}

const start = (command: OperationCommand, { operations }: ExecutorOptions, caller: Caller) =>
  listen(operations, caller, command.value.operationId ?? "", (listener) => operations.start(command, listener));

/**
 * Passes on an operation's events until its result, or until the channel ends: the two have different lifetimes.
 * Resolves then. A caller who cancels stops the operation, but still gets its result.
 */
async function listen(
  operations: Operations,
  { answer, gone, cancelled }: Caller,
  id: string,
  begin: (listener: Listener) => Promise<void> | void,
): Promise<void> {
  const over = Promise.withResolvers<void>();
  const stop = () => operations.cancel(id);
  const listener: Listener = {
    event: (value) => answer({ kind: "event", value }),
    result: (value) => {
      answer({ kind: "result", value });
      over.resolve();
    },
  };
  const leave = () => {
    operations.detach(listener);
    over.resolve();
  };
  gone.addEventListener("abort", leave, { once: true });
  cancelled.addEventListener("abort", stop, { once: true });
  try {
    await begin(listener);
    // Cancelled while it was being started.
    if (cancelled.aborted) stop();
    await over.promise;
  } finally {
    gone.removeEventListener("abort", leave);
  }
}
