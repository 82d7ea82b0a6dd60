/** The host's end of the seam: takes commands from a Channel, answers on it, and knows nothing of networks. */
import { AppError, type Channel, type Frame, type Message, toFailure } from "@rackberry/protocol";
import { isCommand, type OtherCommand } from "../commands.ts";
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
  /** Ends when the log does, or with the signal. */
  readonly followLog: (request: LogRequest, onLines: (lines: string[]) => void, signal: AbortSignal) => Promise<void>;
  readonly reboot: (reason: string) => Promise<void>;
  readonly rest: Pick<Rest, "begin">;
  /** Takes a part of a new agent's package; answers how many bytes are there. */
  readonly putPackage: (part: Message<"putPackage">) => Promise<number>;
}

export interface Caller {
  /** Answers the command with a frame that has its id. */
  answer(frame: Omit<Frame, "id">): void;
  /** Ends with the channel. */
  readonly signal: AbortSignal;
}

type Handler<K extends OtherCommand> = (
  value: Message<K>,
  options: ExecutorOptions,
  caller: Caller,
) => Promise<void> | void;

/** Commands of one channel that are not answered yet. */
const MAX_UNANSWERED = 32;
const MAX_LOG_LINES = 5_000;
const ADMIN_KUBECONFIG = "/etc/kubernetes/admin.conf";

const handlers: { readonly [K in OtherCommand]: Handler<K> } = {
  getFacts: async (_, { facts }, { answer }) => answer({ kind: "facts", value: await facts() }),
  getOperation: ({ operationId }, { operations }, caller) =>
    listen(operations, caller, (listener) => operations.attach(operationId ?? "", listener)),
  reboot: async ({ reason }, { operations, reboot }, { answer }) => {
    if (operations.running) throw new AppError("busy", `operation ${operations.running} runs`);
    answer({ kind: "done", value: {} });
    await reboot(reason || "the coordinator asked for it");
  },
  followLog: async ({ follow, lines }, { followLog }, { answer, signal }) => {
    const request = { follow: follow === true, lines: Math.min(lines ?? 0, MAX_LOG_LINES) };
    await followLog(request, (batch) => answer({ kind: "logLines", value: { lines: batch } }), signal);
    answer({ kind: "done", value: {} });
  },
  getKubeconfig: async (_, { host }, { answer }) => {
    const content = await host.read(ADMIN_KUBECONFIG);
    if (content === undefined)
      throw new AppError("refused", "this Pi is not the control plane, so it has no kubeconfig");
    answer({ kind: "kubeconfig", value: { content } });
  },
  putPackage: async (part, { putPackage }, { answer }) =>
    answer({ kind: "packageReceived", value: { received: await putPackage(part) } }),
  getVersions: async (request, { host }, { answer, signal }) => {
    // Loaded when it is asked, which is once in a rack's life for each minor.
    const { findVersions } = await import("./versions.ts");
    answer({ kind: "versions", value: { versions: [...(await findVersions(host, request, { signal }))] } });
  },
};

/** Serves one channel until it ends. Never rejects. */
export async function serveChannel(channel: Channel, options: ExecutorOptions): Promise<void> {
  const gone = new AbortController();
  let unanswered = 0;
  const handle = async (frame: Frame) => {
    const answer: Caller["answer"] = (reply) => channel.send({ ...reply, id: frame.id } as Frame);
    const fail = (error: AppError) => answer({ kind: "failure", value: toFailure(error) });
    if (!isCommand(frame)) return fail(new AppError("unimplemented", `${frame.kind} is not a command`));
    if (unanswered >= MAX_UNANSWERED) return fail(new AppError("busy", "too many commands at once"));
    unanswered += 1;
    const done = options.rest.begin();
    try {
      const caller = { answer, signal: gone.signal };
      if (isOperation(frame)) await start({ ...frame, id: 0 }, options, caller);
      else await (handlers[frame.kind] as Handler<OtherCommand>)(frame.value, options, caller);
    } catch (cause) {
      if (!gone.signal.aborted) fail(AppError.from(cause));
    } finally {
      unanswered -= 1;
      done();
    }
  };
  try {
    for await (const frame of channel.frames) void handle(frame);
  } catch {
    // Frames that cannot be decoded come from our own other half: it will connect anew.
  } finally {
    gone.abort();
    channel.close();
  }
}

const start = (command: OperationCommand, { operations }: ExecutorOptions, caller: Caller) =>
  listen(operations, caller, (listener) => operations.start(command, listener));

/** Passes on what an operation says until its result, or until the channel ends: one lives for months, the other does not. */
async function listen(
  operations: Operations,
  { answer, signal }: Caller,
  begin: (listener: Listener) => Promise<void> | void,
): Promise<void> {
  const detach = () => operations.detach(listener);
  const forget = () => signal.removeEventListener("abort", detach);
  const listener: Listener = {
    event: (value) => answer({ kind: "event", value }),
    result: (value) => {
      forget();
      answer({ kind: "result", value });
    },
  };
  signal.addEventListener("abort", detach, { once: true });
  try {
    await begin(listener);
  } catch (cause) {
    forget();
    throw cause;
  }
}
