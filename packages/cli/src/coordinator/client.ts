/** Questions to the coordinator's API. Each goes over a connection of its own, to the holder of the rack's key alone. */
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import type { TLSSocket } from "node:tls";
import type { PlanReport, RackStatus } from "@rackberry/config";
import { AppError, type Code, type SignedPackage } from "@rackberry/protocol";
import { notUnderstood, parseKubeconfig, parseLine, parsePlan, parseStatus } from "./answers.ts";
import { connect } from "./connect.ts";
import { type Endpoint, showEndpoint } from "./endpoint.ts";
import { inTime, late, PATIENCE, type Patience } from "./in-time.ts";
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
      const { downgrade, ...rest } = manifest;
      const fields = { ...rest, ...downgrade, signature: Buffer.from(signature).toString("hex") };
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

function gone(endpoint: Endpoint, cause: unknown): AppError {
  return new AppError("disconnected", `the coordinator at ${showEndpoint(endpoint)} went away: ask again in a moment`, {
    cause,
  });
}
