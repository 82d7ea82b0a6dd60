/** Requests to the coordinator's API. Each has its own connection, and is sent only to the holder of the rack's key. */
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import type { TLSSocket } from "node:tls";
import {
  type AnswerName,
  type AnswerOf,
  API,
  type ApiName,
  type AskedOf,
  type RackStatus,
  type Route,
  type StreamName,
} from "@rackberry/config";
import { AppError, type Code, type SignedPackage } from "@rackberry/protocol";
import { ANSWERS, ITEMS, notUnderstood, statusesOf } from "./answers.ts";
import { connect } from "./connect.ts";
import { type Endpoint, showEndpoint } from "./endpoint.ts";
import { inTime, late, PATIENCE, type Patience } from "./in-time.ts";
import { readStream } from "./read-stream.ts";
import { targetOf } from "./target.ts";
import { upload } from "./upload.ts";

type Args<K extends ApiName> = keyof AskedOf<K> extends never ? [] : [asked: AskedOf<K>];

/** A method for every row of the API's table; `watch` and `takePackage` build their answers here. */
export type Client = {
  readonly [K in Exclude<AnswerName, "kubeconfig">]: (...args: Args<K>) => Promise<AnswerOf<K>>;
} & {
  readonly [K in Exclude<StreamName, "watch">]: (...args: Args<K>) => AsyncIterable<AnswerOf<K>>;
} & {
  kubeconfig(): Promise<string>;
  /** Ends when the coordinator ends it; throws `disconnected` when the connection is lost. */
  watch(): AsyncIterable<RackStatus>;
  /** Sends the file at `path` unless the coordinator has it; returns whether it was sent. */
  takePackage(signed: SignedPackage, path: string): Promise<boolean>;
};

export interface ClientOptions {
  readonly endpoint: Endpoint;
  readonly pin: string;
  readonly token: string;
  readonly signal: AbortSignal;
  /** Prints a line for the user while they wait. */
  readonly note?: (line: string) => void;
  /** Overrides each answer's time limit, in milliseconds; for tests. */
  readonly patience?: number;
}

/** Most bytes of an answer. */
const LARGEST = 32 * 1024 * 1024;

/** Requests that take longer than an answer from memory. */
const SLOW: { readonly [K in AnswerName]?: Patience } = { planFor: "plan", reset: "reset" };

/** Every method rejects with the coordinator's own AppError, or with `disconnected`. */
export function client(options: ClientOptions): Client {
  const answer =
    <K extends AnswerName>(name: K) =>
    async (asked?: AskedOf<K>): Promise<AnswerOf<K>> => {
      const { path, body } = targetOf(API[name], asked);
      const value = await inTime(options, SLOW[name] ?? "soon", async (options) =>
        readJson(await ask(options, API[name].method, path, body), options),
      );
      return ANSWERS[name](value);
    };
  const items = (row: Route, asked?: object) => streamOf(options, targetOf(row, asked).path);
  // Each row has the type that Client gives it; Object.fromEntries loses that.
  const answers = Object.fromEntries((Object.keys(ANSWERS) as AnswerName[]).map((name) => [name, answer(name)]));
  return {
    ...(answers as Omit<Client, "kubeconfig" | "watch" | "logs" | "takePackage">),
    logs: (asked) => mapped(items(API.logs, asked), ITEMS.logs),
    watch: () => statusesOf(mapped(items(API.watch), ITEMS.watch)),
    kubeconfig: async () => (await answer("kubeconfig")()).kubeconfig,
    async takePackage({ manifest, signature }, path) {
      const { downgrade, ...rest } = manifest;
      const fields = { ...rest, ...downgrade, signature: Buffer.from(signature).toString("hex") };
      const headers = { expect: "100-continue", "content-length": manifest.size };
      const row = API.takePackage;
      const outgoing = await begin(options, row.method, targetOf(row, fields).path, headers);
      // The upload may take any time while data still flows.
      const idle = options.patience ?? PATIENCE.soon;
      outgoing.setTimeout(idle, () => outgoing.destroy(late(options.endpoint, idle)));
      const { response, isSent } = await answered(options, () => upload(outgoing, path, options.signal));
      await readJson(response, options);
      return isSent;
    },
  };
}

async function* streamOf(options: ClientOptions, path: string): AsyncIterable<unknown> {
  // The time limit of an answer applies to the start of the stream; read-stream.ts limits the rest.
  const response = await inTime(options, "soon", (options) => ask(options, "GET", path));
  if (response.statusCode !== 200) await inTime(options, "soon", (options) => readJson(response, options));
  yield* readStream(response, options.signal, { silence: options.patience });
}

async function* mapped<T>(items: AsyncIterable<unknown>, parse: (value: unknown) => T): AsyncIterable<T> {
  for await (const item of items) yield parse(item);
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
    // The token is sent only now that the other end has proved that it holds the rack's key.
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
        throw new AppError("invalid", `the coordinator at ${showEndpoint(endpoint)} sends an answer without end`);
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

function gone(endpoint: Endpoint, cause: unknown): AppError {
  return new AppError(
    "disconnected",
    `the coordinator at ${showEndpoint(endpoint)} closed the connection: try again in a moment`,
    {
      cause,
    },
  );
}
