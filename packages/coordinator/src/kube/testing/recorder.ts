/**
 * A small API server for tests: Nodes, Secrets of kube-system and certificate requests, over real HTTPS. It records
 * what it is asked.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ClusterAccess } from "../request.ts";
import { kubeletRequest } from "./kubelet-request.ts";
import { answerRequests, type RecorderRequests, recorderRequests } from "./recorder-requests.ts";

const SECRETS = "/api/v1/namespaces/kube-system/secrets";
const BEARER = "recorder-token";

interface NodeObject {
  readonly metadata: { readonly name: string; readonly creationTimestamp: string };
  readonly spec: { readonly podCIDR: string };
  readonly status: { readonly conditions: readonly { type: string; status: string; message: string }[] };
}

export interface Recorder {
  readonly access: ClusterAccess;
  /** Ids of bootstrap tokens that exist now. */
  readonly tokens: ReadonlySet<string>;
  /** Ids of all bootstrap tokens that ever existed. */
  readonly tokensMade: readonly string[];
  readonly requests: RecorderRequests;
  /** Acts as a kubelet that registers or updates its Node. `podCIDR` is what the node writes; by default a free one. */
  setNode(name: string, ready: boolean, podCIDR?: string): void;
  /** Acts as a kubelet that joins with a bootstrap token, up to having its certificate. Throws when it is denied. */
  bootstrap(token: string, node: string): Promise<void>;
  /** Makes the tokens in its configuration, as kubeadm init does. */
  makeTokens(kubeadmConfig: string): void;
  close(): Promise<void>;
}

export async function startRecorder(): Promise<Recorder> {
  const { key, cert } = await certificate();
  const nodes = new Map<string, NodeObject>();
  const deleted = new Map<string, NodeObject>();
  const tokens = new Set<string>();
  const tokensMade: string[] = [];
  let made = 0;
  const requests = recorderRequests();
  const watchers = new Set<ServerResponse>();
  const tell = (type: string, object: NodeObject) => {
    for (const watcher of watchers) watcher.write(`${JSON.stringify({ type, object })}\n`);
  };
  const addToken = (id: string) => {
    tokens.add(id);
    tokensMade.push(id);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "https://recorder");
    const { pathname, searchParams } = url;
    const reply = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (request.headers.authorization !== `Bearer ${BEARER}`) return reply(401, { message: "Unauthorized" });
    const name = pathname.split("/").at(-1) ?? "";
    if (request.method === "POST" && pathname === SECRETS) {
      const body = JSON.parse(await text(request)) as { stringData: { "token-id": string } };
      addToken(body.stringData["token-id"]);
      return reply(201, body);
    }
    if (request.method === "DELETE" && pathname.startsWith(`${SECRETS}/bootstrap-token-`)) {
      return reply(tokens.delete(name.replace("bootstrap-token-", "")) ? 200 : 404, { message: "done" });
    }
    if (request.method === "DELETE" && pathname.startsWith("/api/v1/nodes/")) {
      const node = nodes.get(name);
      nodes.delete(name);
      if (node) deleted.set(name, node);
      if (node) tell("DELETED", node);
      return reply(node ? 200 : 404, { message: "done" });
    }
    if (answerRequests(requests, request, response, { url, body: () => text(request), reply })) return;
    if (pathname !== "/api/v1/nodes") return reply(404, { message: "not found" });
    if (!searchParams.has("watch"))
      return reply(200, { metadata: { resourceVersion: "1" }, items: [...nodes.values()] });
    response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
    // Reports everything again, so that no change between list and watch is lost.
    const gone = [...deleted.values()].filter(({ metadata }) => !nodes.has(metadata.name));
    for (const object of gone) response.write(`${JSON.stringify({ type: "DELETED", object })}\n`);
    for (const object of nodes.values()) response.write(`${JSON.stringify({ type: "MODIFIED", object })}\n`);
    watchers.add(response);
    response.on("close", () => watchers.delete(response));
  };

  const server: Server = createServer({ key, cert }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    access: { ca: cert, token: BEARER, server: `127.0.0.1:${port}` },
    tokens,
    tokensMade,
    requests,
    async bootstrap(token, node) {
      if (!tokens.has(token)) throw new Error(`Unauthorized: no bootstrap token ${token}`);
      const decision = await requests.ask({ token, pem: await kubeletRequest(node) });
      if (decision !== "Approved") throw new Error(`certificate request of ${node}: ${decision}`);
      if (!tokens.has(token))
        throw new Error("Unauthorized: the bootstrap token was deleted before the certificate was fetched");
    },
    makeTokens(kubeadmConfig) {
      for (const [, id = ""] of kubeadmConfig.matchAll(/"token": "([a-z0-9]{6})\.[a-z0-9]{16}"/g)) addToken(id);
    },
    setNode(name, ready, podCIDR = nodes.get(name)?.spec.podCIDR ?? `10.244.${nodes.size}.0/24`) {
      const status = { type: "Ready", status: ready ? "True" : "False", message: ready ? "" : "network not ready" };
      const metadata = nodes.get(name)?.metadata ?? { name, creationTimestamp: new Date(++made * 1000).toISOString() };
      const object = { metadata, spec: { podCIDR }, status: { conditions: [status] } };
      nodes.set(name, object);
      tell("MODIFIED", object);
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      // Repeated, since a connection still in its handshake does not count as one yet.
      const closing = setInterval(() => server.closeAllConnections(), 10);
      await closed;
      clearInterval(closing);
    },
  };
}

async function text(request: IncomingMessage): Promise<string> {
  let all = "";
  for await (const chunk of request) all += chunk;
  return all;
}

async function certificate(): Promise<{ readonly key: string; readonly cert: string }> {
  const directory = await mkdtemp(join(tmpdir(), "recorder-"));
  const [key, cert] = [join(directory, "key"), join(directory, "cert")] as const;
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  const names = ["-subj", "/CN=recorder", "-addext", "subjectAltName=IP:127.0.0.1,DNS:master1.kube.local"];
  await promisify(execFile)("openssl", ["req", "-x509", ...kind, ...names, "-keyout", key, "-out", cert]);
  const pair = { key: await readFile(key, "utf8"), cert: await readFile(cert, "utf8") };
  await rm(directory, { recursive: true });
  return pair;
}
