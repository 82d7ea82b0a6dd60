/** Kubernetes as the coordinator uses it: Nodes, join tokens, and the certificate requests made with these. */
import type { IncomingMessage } from "node:http";
import { AppError } from "@rackberry/protocol";
import { KUBELET_SIGNER } from "../domain/certificate-request.ts";
import { TOKEN_LIFETIME } from "../domain/tokens.ts";
import { type BootstrapToken, tokenSecret, tokenSecretName } from "./bootstrap-token.ts";
import { decided, parseRequest, type RequestObject } from "./certificate-request.ts";
import { type KubeNode, parseNode } from "./node.ts";
import { type ClusterAccess, type KubeRequest, type Resolve, send } from "./request.ts";

export interface KubeClient {
  /** All current nodes, oldest first, and the version from which to watch. Objects that are not nodes are left out. */
  listNodes(signal: AbortSignal): Promise<{ readonly nodes: readonly KubeNode[]; readonly version: string }>;
  /** Changes after `version`; ends when the server ends the watch. Throws `refused` when the version is too old. */
  watchNodes(version: string, signal: AbortSignal): AsyncIterable<NodeChange>;
  /** Does nothing when it is absent. */
  deleteNode(name: string, signal: AbortSignal): Promise<void>;
  createToken(token: BootstrapToken, node: string, now: number, signal: AbortSignal): Promise<void>;
  /** Does nothing when it is absent. */
  deleteToken(id: string, signal: AbortSignal): Promise<void>;
  /** Requests for kubelet certificates: all existing ones, then each new or changed one, until the server ends it. */
  followRequests(signal: AbortSignal): AsyncIterable<RequestObject>;
  /** False: the request has changed in the meantime, and `followRequests` yields it again. */
  decide(
    request: RequestObject,
    type: "Approved" | "Denied",
    message: string,
    now: number,
    signal: AbortSignal,
  ): Promise<boolean>;
}

export type NodeChange =
  | { readonly kind: "changed"; readonly node: KubeNode }
  | { readonly kind: "deleted"; readonly name: string };

const NODES = "/api/v1/nodes";
const SECRETS = "/api/v1/namespaces/kube-system/secrets";
const REQUESTS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
const KUBELETS = { fieldSelector: `spec.signerName=${KUBELET_SIGNER}` };
const MAX_BODY = 8 * 1024 * 1024;

export function kubeClient(access: ClusterAccess, resolve: Resolve): KubeClient {
  const call = async (what: string, input: KubeRequest, signal: AbortSignal, ok: readonly number[]) => {
    const response = await send(access, resolve, input, signal);
    const text = await readAll(response);
    if (ok.includes(response.statusCode ?? 0)) return text;
    throw new AppError("command-failed", `${what}: the API server answered ${response.statusCode}: ${messageOf(text)}`);
  };
  const list = async (what: string, path: string, signal: AbortSignal) => {
    const text = await call(`list ${what}`, { method: "GET", path }, signal, [200]);
    const { metadata, items } = JSON.parse(text) as { metadata?: { resourceVersion?: string }; items?: unknown[] };
    return { items: items ?? [], version: metadata?.resourceVersion ?? "" };
  };
  async function* watch(what: string, path: string, version: string, signal: AbortSignal): AsyncIterable<Change> {
    const query = new URLSearchParams({ watch: "1", resourceVersion: version, timeoutSeconds: "300" });
    const separator = path.includes("?") ? "&" : "?";
    const response = await send(access, resolve, { method: "GET", path: `${path}${separator}${query}` }, signal);
    // A silent watch is normal; the server ends it after timeoutSeconds.
    response.socket.setTimeout(0);
    if (response.statusCode !== 200) {
      throw new AppError("refused", `watch ${what}: ${response.statusCode}: ${messageOf(await readAll(response))}`);
    }
    for await (const line of lines(response)) yield parseChange(what, line);
  }
  return {
    async listNodes(signal) {
      const { items, version } = await list("nodes", NODES, signal);
      const nodes = items.flatMap((item) => parseNode(item) ?? []);
      return { nodes: nodes.sort((a, b) => (a.created < b.created ? -1 : Number(a.created > b.created))), version };
    },
    async *watchNodes(version, signal) {
      for await (const { type, object } of watch("nodes", NODES, version, signal)) {
        const node = parseNode(object);
        if (node) yield type === "DELETED" ? { kind: "deleted", name: node.name } : { kind: "changed", node };
      }
    },
    async *followRequests(signal) {
      const path = `${REQUESTS}?${new URLSearchParams(KUBELETS)}`;
      const { items, version } = await list("certificate requests", path, signal);
      yield* items.flatMap((item) => parseRequest(item) ?? []);
      for await (const { type, object } of watch("certificate requests", path, version, signal)) {
        const request = type === "DELETED" ? undefined : parseRequest(object);
        if (request) yield request;
      }
    },
    async decide({ name, object }, type, message, now, signal) {
      const path = `${REQUESTS}/${encodeURIComponent(name)}/approval`;
      const body = decided(object, type, message, now);
      const answer = await call("decide on a certificate", { method: "PUT", path, body }, signal, [200, 201, 404, 409]);
      return isDecided(answer);
    },
    async deleteNode(name, signal) {
      await call(`delete node ${name}`, { method: "DELETE", path: `/api/v1/nodes/${name}` }, signal, [200, 202, 404]);
    },
    async createToken(token, node, now, signal) {
      const body = tokenSecret(token, node, now + TOKEN_LIFETIME);
      await call(`make a join token for ${node}`, { method: "POST", path: SECRETS, body }, signal, [201]);
    },
    async deleteToken(id, signal) {
      const path = `${SECRETS}/${tokenSecretName(id)}`;
      await call("delete a join token", { method: "DELETE", path }, signal, [200, 202, 404]);
    },
  };
}

interface Change {
  readonly type: string;
  readonly object: unknown;
}

function parseChange(what: string, line: string): Change {
  const { type, object } = JSON.parse(line) as { type: string; object: { message?: string } };
  if (type === "ERROR") throw new AppError("refused", `watch ${what}: ${object.message ?? "ended by the server"}`);
  return { type, object };
}

/** Otherwise the answer is a Status: the object was changed or deleted. */
const isDecided = (answer: string): boolean => (JSON.parse(answer) as { kind?: string }).kind !== "Status";

async function readAll(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) {
    text += chunk;
    if (text.length > MAX_BODY) throw new AppError("invalid", "the API server's answer is too long");
  }
  return text;
}

async function* lines(response: IncomingMessage): AsyncIterable<string> {
  let rest = "";
  for await (const chunk of response.setEncoding("utf8")) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    if (rest.length > MAX_BODY) throw new AppError("invalid", "the API server sent a line that is too long");
    yield* parts.filter((part) => part !== "");
  }
}

/** The message of a Status object, or the beginning of whatever came instead. */
function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? "no reason given";
  } catch {
    return text.slice(0, 200);
  }
}
