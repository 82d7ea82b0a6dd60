/** Questions to the coordinator's API. Each goes over a connection of its own, to the holder of the rack's key alone. */
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import type { TLSSocket } from "node:tls";
import type { PlanReport, RackStatus } from "@rackberry/config";
import { AppError, type Code, type SignedPackage } from "@rackberry/protocol";
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
}

/** Every method rejects with the coordinator's own AppError, or with `disconnected`. */
export function client(options: ClientOptions): Client {
  const node = (name: string, what: string) => `/v1/nodes/${encodeURIComponent(name)}/${what}`;
  const json = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
    (await readJson(await ask(options, method, path, body), options)) as T;
  return {
    status: () => json("GET", "/v1/status"),
    watch: () => streamOf<RackStatus>(options, "/v1/status/watch"),
    plan: () => json("GET", "/v1/plan"),
    adopt: async (name, fingerprint) => void (await json("POST", node(name, "adopt"), { fingerprint })),
    logs: (name, { follow, lines }) =>
      streamOf<string>(options, `${node(name, "logs")}?lines=${lines}${follow ? "&follow" : ""}`),
    kubeconfig: async () => (await json<{ kubeconfig: string }>("GET", "/v1/kubeconfig")).kubeconfig,
    mirror: async (images) => void (await json("POST", "/v1/mirror", { images })),
    unmirror: async () => void (await json("DELETE", "/v1/mirror")),
    reset: async (name) => void (await json("POST", node(name, "reset"))),
    async putPackage({ manifest, signature }, path) {
      const { downgrade, ...rest } = manifest;
      const fields = { ...rest, ...downgrade, signature: Buffer.from(signature).toString("hex") };
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) query.set(name, String(value));
      const headers = { expect: "100-continue", "content-length": manifest.size };
      const outgoing = await begin(options, "PUT", `/v1/package?${query}`, headers);
      const { response, isSent } = await answered(options, () => upload(outgoing, path, options.signal));
      await readJson(response, options);
      return isSent;
    },
    upgrade: async (version) => void (await json("POST", `/v1/upgrade?version=${encodeURIComponent(version)}`)),
  };
}

async function* streamOf<T>(options: ClientOptions, path: string): AsyncIterable<T> {
  const response = await ask(options, "GET", path);
  if (response.statusCode !== 200) await readJson(response, options);
  yield* readStream<T>(response, options.signal);
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
    throw gone(endpoint, cause);
  }
}

async function readJson(response: IncomingMessage, { endpoint, signal }: ClientOptions): Promise<unknown> {
  let value: unknown;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    value = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    signal.throwIfAborted();
    throw gone(endpoint, cause);
  }
  if (response.statusCode === 200) return value;
  const { code = "internal", message = "the coordinator gave no reason" } = (value ?? {}) as {
    code?: Code;
    message?: string;
  };
  throw new AppError(code, message);
}

function gone(endpoint: Endpoint, cause: unknown): AppError {
  return new AppError("disconnected", `the coordinator at ${showEndpoint(endpoint)} went away: ask again in a moment`, {
    cause,
  });
}
