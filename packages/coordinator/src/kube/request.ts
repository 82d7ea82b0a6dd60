/** One request to the API server: CA pinned, bearer token. The only file that speaks HTTPS to Kubernetes. */
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import type { LookupFunction } from "node:net";
import { AppError } from "@rackberry/protocol";

export interface ClusterAccess {
  /** PEM of the cluster's CA. */
  readonly ca: string;
  /** Bearer token of the coordinator's service account. Secret. */
  readonly token: string;
  /** host:port. */
  readonly server: string;
}

export interface KubeRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
}

/** Returns the address of a name that only the rack knows. */
export type Resolve = (hostname: string) => string | undefined;

/** Rejects with `unreachable` when the server cannot be reached; resolves whatever the HTTP status. */
export function send(
  access: ClusterAccess,
  resolve: Resolve,
  { method, path, body }: KubeRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const [hostname, port] = splitServer(access.server);
  return new Promise((fulfil, reject) => {
    const outgoing = request(
      {
        host: hostname,
        port,
        path,
        method,
        ca: access.ca,
        signal,
        agent: false,
        lookup: lookupWith(resolve),
        headers: {
          accept: "application/json",
          authorization: `Bearer ${access.token}`,
          ...(text === undefined
            ? {}
            : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
        },
      },
      fulfil,
    );
    outgoing.setTimeout(30_000, () => outgoing.destroy(new Error("no answer within 30 s")));
    outgoing.on("error", (cause) => {
      reject(new AppError("unreachable", `API server ${access.server}: ${cause.message}`, { cause }));
    });
    outgoing.end(text);
  });
}

/** Rack names are in the nodes' hosts files; the coordinator must work before the one on its own Pi is written. */
function lookupWith(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    const address = resolve(hostname);
    const failure = address ? null : Object.assign(new Error(`${hostname} has no address yet`), { code: "ENOTFOUND" });
    if (options.all) callback(failure, address ? [{ address, family: 4 }] : []);
    else callback(failure, address ?? "", 4);
  };
}

function splitServer(server: string): [host: string, port: string] {
  const colon = server.lastIndexOf(":");
  return [server.slice(0, colon), server.slice(colon + 1)];
}
