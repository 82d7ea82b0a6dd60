/** Kubernetes as the coordinator uses it: Nodes and join tokens. */
import type { IncomingMessage } from "node:http";
import { AppError } from "@rackberry/protocol";
import { TOKEN_LIFETIME } from "../domain/tokens.ts";
import { type BootstrapToken, tokenSecret, tokenSecretName } from "./bootstrap-token.ts";
import { type KubeNode, parseNode } from "./node.ts";
import { type ClusterAccess, type KubeRequest, type Resolve, send } from "./request.ts";

export interface KubeClient {
  /** Every node now, and the version from which to watch. */
  listNodes(signal: AbortSignal): Promise<{ readonly nodes: readonly KubeNode[]; readonly version: string }>;
  /** Changes after `version`; ends when the server ends the watch. Throws `refused` when the version is too old. */
  watchNodes(version: string, signal: AbortSignal): AsyncIterable<NodeChange>;
  /** Absent is fine. */
  deleteNode(name: string, signal: AbortSignal): Promise<void>;
  createToken(token: BootstrapToken, node: string, now: number, signal: AbortSignal): Promise<void>;
  /** Absent is fine. */
  deleteToken(id: string, signal: AbortSignal): Promise<void>;
  /** Ids of the tokens with which cluster-info is signed; before that kubeadm join waits in steps of five seconds. */
  signedTokens(signal: AbortSignal): Promise<ReadonlySet<string>>;
}

export type NodeChange =
  | { readonly kind: "changed"; readonly node: KubeNode }
  | { readonly kind: "deleted"; readonly name: string };

const SECRETS = "/api/v1/namespaces/kube-system/secrets";
const MAX_BODY = 8 * 1024 * 1024;

export function kubeClient(access: ClusterAccess, resolve: Resolve): KubeClient {
  const call = async (what: string, input: KubeRequest, signal: AbortSignal, ok: readonly number[]) => {
    const response = await send(access, resolve, input, signal);
    const text = await readAll(response);
    if (ok.includes(response.statusCode ?? 0)) return text;
    throw new AppError("command-failed", `${what}: API server says ${response.statusCode}: ${messageOf(text)}`);
  };
  return {
    async listNodes(signal) {
      const text = await call("list nodes", { method: "GET", path: "/api/v1/nodes" }, signal, [200]);
      const list = JSON.parse(text) as { metadata?: { resourceVersion?: string }; items?: unknown[] };
      return { nodes: (list.items ?? []).map(parseNode), version: list.metadata?.resourceVersion ?? "" };
    },
    async *watchNodes(version, signal) {
      const query = new URLSearchParams({ watch: "1", resourceVersion: version, timeoutSeconds: "300" });
      const response = await send(access, resolve, { method: "GET", path: `/api/v1/nodes?${query}` }, signal);
      // A quiet watch is a healthy one; the server ends it after timeoutSeconds.
      response.socket.setTimeout(0);
      if (response.statusCode !== 200) {
        throw new AppError("refused", `watch nodes: ${response.statusCode}: ${messageOf(await readAll(response))}`);
      }
      for await (const line of lines(response)) yield parseChange(line);
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
    async signedTokens(signal) {
      const path = "/api/v1/namespaces/kube-public/configmaps/cluster-info";
      // kubeadm opens it to everybody, since a node that joins has no account yet.
      const text = await call("read cluster-info", { method: "GET", path, anonymous: true }, signal, [200, 404]);
      return new Set([...text.matchAll(/jws-kubeconfig-([a-z0-9]{6})/g)].map(([, id]) => id ?? ""));
    },
  };
}

function parseChange(line: string): NodeChange {
  const { type, object } = JSON.parse(line) as { type: string; object: { message?: string } };
  if (type === "ERROR") throw new AppError("refused", `watch nodes: ${object.message ?? "ended by the server"}`);
  const node = parseNode(object);
  return type === "DELETED" ? { kind: "deleted", name: node.name } : { kind: "changed", node };
}

async function readAll(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) {
    text += chunk;
    if (text.length > MAX_BODY) throw new AppError("invalid", "API server: an answer that is too long");
  }
  return text;
}

async function* lines(response: IncomingMessage): AsyncIterable<string> {
  let rest = "";
  for await (const chunk of response.setEncoding("utf8")) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    if (rest.length > MAX_BODY) throw new AppError("invalid", "API server: a line that is too long");
    yield* parts.filter((part) => part !== "");
  }
}

/** The reason in a Status object, or the beginning of what came instead. */
function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? "no reason given";
  } catch {
    return text.slice(0, 200);
  }
}
