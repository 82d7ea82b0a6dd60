/** The recorder's CertificateSigningRequests: made with a bootstrap token, signed once the coordinator approves. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

export const REQUESTS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

interface Condition {
  readonly type: string;
  readonly reason: string;
}

interface RequestObject {
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly spec: object;
  readonly status: { readonly conditions?: readonly Condition[]; readonly certificate?: string };
}

/** What a request asks for; what is left out is filled in as a kubelet would. */
export interface Asked {
  /** Id of the bootstrap token. */
  readonly token: string;
  /** PKCS#10, PEM. */
  readonly pem: string;
  readonly name?: string;
  readonly usages?: readonly string[];
  /** Approved at once, as by kubeadm's own rule where that was not removed. */
  readonly isApproved?: boolean;
}

export type Decided = "Approved" | "Denied";

/** "signed", as base64. */
const SIGNED = "c2lnbmVk";
const KUBELET = ["digital signature", "client auth"];

export function recorderRequests() {
  const objects = new Map<string, RequestObject>();
  const watchers = new Set<ServerResponse>();
  const waiting = new Map<string, (decision: Decided) => void>();
  const line = (type: string, object: RequestObject) => `${JSON.stringify({ type, object })}\n`;
  const put = (object: RequestObject, type = "MODIFIED") => {
    objects.set(object.metadata.name, object);
    for (const watcher of watchers) watcher.write(line(type, object));
  };
  return {
    /** Names of the requests, and how each was decided. */
    get decisions(): Readonly<Record<string, string>> {
      const named = [...objects.values()].map(({ metadata, status }) => [
        metadata.name,
        status.conditions?.[0]?.type ?? "",
      ]);
      return Object.fromEntries(named);
    },
    /** Resolves once it is decided. */
    ask({ token, pem, name = `node-csr-${randomUUID()}`, usages = KUBELET, isApproved = false }: Asked) {
      const { promise, resolve } = Promise.withResolvers<Decided>();
      waiting.set(name, resolve);
      const spec = {
        request: Buffer.from(pem).toString("base64"),
        signerName: "kubernetes.io/kube-apiserver-client-kubelet",
        username: `system:bootstrap:${token}`,
        groups: ["system:bootstrappers", "system:bootstrappers:kubeadm:default-node-token", "system:authenticated"],
        usages,
      };
      const conditions = [{ type: "Approved", reason: "AutoApproved" }];
      const status = isApproved ? { conditions, certificate: SIGNED } : {};
      put({ metadata: { name, uid: randomUUID() }, spec, status }, "ADDED");
      return promise;
    },
    list: () => [...objects.values()],
    watch(response: ServerResponse) {
      response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
      for (const object of objects.values()) response.write(line("MODIFIED", object));
      watchers.add(response);
      response.on("close", () => watchers.delete(response));
    },
    /** Handles a PUT to the subresource `approval`; undefined when there is no such request. */
    decide(name: string, body: RequestObject): RequestObject | undefined {
      const object = objects.get(name);
      const [condition] = body.status.conditions ?? [];
      if (!object || !condition) return undefined;
      const decision = condition.type as Decided;
      const conditions = [condition];
      put({ ...object, status: { conditions } });
      if (decision === "Approved") put({ ...object, status: { conditions, certificate: SIGNED } });
      waiting.get(name)?.(decision);
      return objects.get(name);
    },
  };
}

export type RecorderRequests = ReturnType<typeof recorderRequests>;

/** Answers the request if it is for this part of the API, and returns whether it was. */
export function answerRequests(
  requests: RecorderRequests,
  { method }: IncomingMessage,
  response: ServerResponse,
  {
    url,
    body,
    reply,
  }: {
    readonly url: URL;
    readonly body: () => Promise<string>;
    readonly reply: (status: number, body: unknown) => void;
  },
): boolean {
  const { pathname, searchParams } = url;
  if (!pathname.startsWith(REQUESTS)) return false;
  const [, name = ""] = /\/([^/]+)\/approval$/.exec(pathname) ?? [];
  if (method === "PUT") {
    void body().then((text) => {
      const object = requests.decide(name, JSON.parse(text));
      reply(object ? 200 : 404, object ?? { kind: "Status", message: "not found" });
    });
  } else if (searchParams.has("watch")) requests.watch(response);
  else reply(200, { metadata: { resourceVersion: "1" }, items: requests.list() });
  return true;
}
