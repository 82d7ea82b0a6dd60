/** Questions to the coordinator's API. Each goes over a connection of its own, to the holder of the rack's key alone. */
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import type { TLSSocket } from "node:tls";
import type { PlanReport, RackStatus } from "@rackberry/config";
import { AppError, type Code, type SignedPackage } from "@rackberry/protocol";
import { notUnderstood, parseKubeconfig, parseLine, parsePlan, parseStatus } from "./answers.ts";
import { connect } from "./connect.ts";
import { type Endpoint, showEndpoint } from "./endpoint.ts";
import { readStream } from "./read-stream.ts";
import { upload } from "./upload.ts";

export interface Client {
  status(): Promise<RackStatus>;
  /** Ends when the coordinator ends it; throws `disconnected` when it goes away. */
  watch(): AsyncIterable<RackStatus>;
  plan(): Promise<PlanReport>;
  adopt(name: string, fingerprint: string | undefined): Promise<void>;
  logs(node: string, options: { follow: boolean; lines: number }): AsyncIterable<string>;
  kubeconfig(): Promise<string>;
  mirror(images: readonly string[]): Promise<void>;
  unmirror(): Promise<void>;
  reset(node: string): Promise<void>;
  /** Sends the file at `path` unless the coordinator has it; answers whether it was sent. */
  putPackage(signed: SignedPackage, path: string): Promise<boolean>;
  upgrade(version: string): Promise<void>;
}

export interface ClientOptions {
  readonly endpoint: Endpoint;
  readonly pin: string;
  readonly token: string;
  readonly signal: AbortSignal;
  /** A line for the person who waits. */
  readonly note?: (line: string) => void;
  /** In place of an answer's own bound, milliseconds: for tests. */
  readonly patience?: number;
}

/** Milliseconds in which an answer must be here, all of it; what the coordinator itself may take, and some more. */
const PATIENCE = { soon: 30_000, plan: 300_000, reset: 960_000 } as const;
type Patience = keyof typeof PATIENCE;
/** What is said meanwhile. */
const WAITING: { readonly [K in Patience]: string } = {
  soon: "has not answered yet",
  plan: "asks every node: that may take a few minutes",
  reset: "resets it: that may take a few minutes, and longer for a whole cluster",
};
/** Milliseconds after which the person is told what is waited for. */
const UNEXPLAINED = 10_000;
/** Bytes of an answer. */
const LARGEST = 32 * 1024 * 1024;

/** Every method rejects with the coordinator's own AppError, or with `disconnected`. */
export function client(options: ClientOptions): Client {
  const node = (name: string, what: string) => `/v1/nodes/${encodeURIComponent(name)}/${what}`;
  const json = (method: string, path: string, body?: unknown, patience: Patience = "soon"): Promise<unknown> =>
    inTime(options, patience, async (options) => readJson(await ask(options, method, path, body), options));
  return {
    status: async () => parseStatus(await json("GET", "/v1/status")),
    watch: () => mapped(streamOf(options, "/v1/status/watch"), parseStatus),
    plan: async () => parsePlan(await json("GET", "/v1/plan", undefined, "plan")),
    adopt: async (name, fingerprint) => void (await json("POST", node(name, "adopt"), { fingerprint })),
    logs: (name, { follow, lines }) =>
      mapped(streamOf(options, `${node(name, "logs")}?lines=${lines}${follow ? "&follow" : ""}`), parseLine),
    kubeconfig: async () => parseKubeconfig(await json("GET", "/v1/kubeconfig")),
    mirror: async (images) => void (await json("POST", "/v1/mirror", { images })),
    unmirror: async () => void (await json("DELETE", "/v1/mirror")),
    reset: async (name) => void (await json("POST", node(name, "reset"), undefined, "reset")),
    async putPackage({ manifest, signature }, path) {
      const fields = { ...manifest, signature: Buffer.from(signature).toString("hex") };
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) query.set(name, String(value));
      const headers = { expect: "100-continue", "content-length": manifest.size };
      const outgoing = await begin(options, "PUT", `/v1/package?${query}`, headers);
      // However long it takes, as long as something moves.
      const idle = options.patience ?? PATIENCE.soon;
      outgoing.setTimeout(idle, () => outgoing.destroy(late(options.endpoint, idle)));
      const { response, isSent } = await answered(options, () => upload(outgoing, path, options.signal));
      await readJson(response, options);
      return isSent;
    },
    upgrade: async (version) => void (await json("POST", `/v1/upgrade?version=${encodeURIComponent(version)}`)),
  };
}

async function* streamOf(options: ClientOptions, path: string): AsyncIterable<unknown> {
  // Its first sign of life is bounded like an answer, each further one where the stream is read.
  const life = new AbortController();
  const signal = AbortSignal.any([options.signal, life.signal]);
  const patience = setTimeout(() => life.abort(), options.patience ?? PATIENCE.soon);
  const response = await ask({ ...options, signal }, "GET", path)
    .catch((cause) => {
      options.signal.throwIfAborted();
      throw life.signal.aborted ? late(options.endpoint, options.patience ?? PATIENCE.soon) : cause;
    })
    .finally(() => clearTimeout(patience));
  if (response.statusCode !== 200) await inTime(options, "soon", (options) => readJson(response, options));
  yield* readStream(response, options.signal, { silence: options.patience });
}

async function* mapped<T>(items: AsyncIterable<unknown>, parse: (value: unknown) => T): AsyncIterable<T> {
  for await (const item of items) yield parse(item);
}

/** Gives `work` options whose signal also ends it when it is too late. */
async function inTime<T>(
  options: ClientOptions,
  kind: Patience,
  work: (options: ClientOptions) => Promise<T>,
): Promise<T> {
  const { endpoint, note, signal, patience = PATIENCE[kind] } = options;
  const end = new AbortController();
  const timers = [
    setTimeout(() => end.abort(), patience),
    setTimeout(() => note?.(`waiting: the coordinator at ${showEndpoint(endpoint)} ${WAITING[kind]}`), UNEXPLAINED),
  ];
  try {
    return await work({ ...options, signal: AbortSignal.any([signal, end.signal]) });
  } catch (cause) {
    signal.throwIfAborted();
    throw end.signal.aborted ? late(endpoint, patience) : cause;
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

async function ask(options: ClientOptions, method: string, path: string, body?: unknown): Promise<IncomingMessage> {
  const outgoing = await begin(options, method, path);
  return answered(options, async () => {
    const response = once(outgoing, "response", { signal: options.signal }) as Promise<[IncomingMessage]>;
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    return (await response)[0];
  });
}

async function begin(
  { endpoint, pin, token, signal }: ClientOptions,
  method: string,
  path: string,
  headers: OutgoingHttpHeaders = {},
): Promise<ClientRequest> {
  const socket: TLSSocket = await connect(endpoint, pin, signal);
  return request({
    method,
    path,
    signal,
    // The token leaves only now, when the other end has shown the rack's key.
    headers: { host: showEndpoint(endpoint), authorization: `Bearer ${token}`, connection: "close", ...headers },
    createConnection: () => socket,
  });
}

async function answered<T>({ endpoint, signal }: ClientOptions, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    signal.throwIfAborted();
    throw cause instanceof AppError ? cause : gone(endpoint, cause);
  }
}

async function readJson(response: IncomingMessage, { endpoint, signal }: ClientOptions): Promise<unknown> {
  let value: unknown;
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > LARGEST)
        throw new AppError("invalid", `the coordinator at ${showEndpoint(endpoint)} answers without end`);
    }
    value = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof AppError) throw cause;
    if (cause instanceof SyntaxError) throw notUnderstood();
    throw gone(endpoint, cause);
  }
  if (response.statusCode === 200) return value;
  const { code, message } = (value ?? {}) as { code?: unknown; message?: unknown };
  const reason = typeof message === "string" ? message : "the coordinator gave no reason";
  throw new AppError(typeof code === "string" ? (code as Code) : "internal", reason);
}

/** As one who went away: to watch goes on, and looks for it again. */
function late(endpoint: Endpoint, milliseconds: number): AppError {
  const place = `the coordinator at ${showEndpoint(endpoint)} took the question`;
  const cure = "is the master very busy, or has it lost its power? Ask again in a moment";
  return new AppError("disconnected", `${place}, and gave no answer in ${milliseconds / 1000} s: ${cure}`);
}

function gone(endpoint: Endpoint, cause: unknown): AppError {
  return new AppError("disconnected", `the coordinator at ${showEndpoint(endpoint)} went away: ask again in a moment`, {
    cause,
  });
}
