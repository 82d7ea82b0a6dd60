/** What the coordinator is given: its RBAC and manifests in the cluster, and a token of its own service account. */
import { createHash, X509Certificate } from "node:crypto";
import { AppError } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import { ADMIN_CONF } from "./kubeadm-state.ts";
import { runKubectl } from "./kubectl.ts";
import { automaticApproval, endAutomaticApproval, SENTENCE } from "./node-approval.ts";
import { sentenceOf } from "./sentence.ts";
import { STATE_DIRECTORY } from "./state.ts";
import type { Step, StepContext } from "./step.ts";

/** Named by the coordinator's manifests. */
const NAMESPACE = "--namespace=rackberry";
const TOKEN_SECRET = "secret/pi-coordinator-token";
const CA = "/etc/kubernetes/pki/ca.crt";
/** Hash of the manifests that were applied last. */
const MARK = `${STATE_DIRECTORY}/manifests.sha256`;
/** Milliseconds until a token must have come: the controller manager makes it, and starts after the API server. */
const PATIENCE = 120_000;

/** How a cluster is known; nothing in it is secret. */
export interface ClusterIdentity {
  /** PEM. */
  readonly caCertificate: string;
  /** sha256: and 64 hex digits of the CA's public key. */
  readonly caHash: string;
  /** host:port of the API server. */
  readonly server: string;
}

export function coordinatorAccess(manifests: readonly string[]): Step {
  const text = manifests.join("\n---\n");
  const hash = `${createHash("sha256").update(text).digest("hex")}\n`;
  const areNew = async (host: Host) => manifests.length > 0 && (await host.read(MARK)) !== hash;
  const applyManifests = async (host: Host, output: StepContext["output"]) => {
    if (!(await areNew(host))) return;
    // Unvalidated: it would download all that the API server knows of its types, while nodes wait.
    const argv = ["apply", "--validate=false", "--filename=-"];
    const applied = await runKubectl(host, argv, { stdin: text, timeout: PATIENCE });
    for (const line of applied.trim().split("\n")) output(line);
    await host.write(MARK, hash, { mode: 0o600 });
  };
  return {
    name: "coordinator-access",
    async check({ host }) {
      // Nodes that join wait for the coordinator's token: nothing is asked whose answer changes nothing.
      if (await areNew(host)) return "apply the coordinator's manifests, and wait for its token";
      // `kubeadm upgrade` may have put the rule back.
      const [token, approval] = await Promise.all([readToken(host), automaticApproval(host)]);
      return sentenceOf([token === undefined && "wait for the coordinator's token", approval !== "gone" && SENTENCE]);
    },
    async apply({ host, signal, output }) {
      await Promise.all([applyManifests(host, output), endAutomaticApproval(host)]);
      // One program that waits: asking again and again would take a processor that the controller manager needs now.
      const wait = [NAMESPACE, "wait", TOKEN_SECRET, "--for=jsonpath={.data.token}"];
      try {
        await runKubectl(host, [...wait, `--timeout=${PATIENCE / 1000}s`], { timeout: PATIENCE * 2, signal });
      } catch (cause) {
        signal.throwIfAborted();
        const words = AppError.from(cause).message;
        throw new AppError(
          "timeout",
          `no token came for the coordinator's account: is the controller manager up? ${words}`,
        );
      }
    },
  };
}

/** For the result of an initialisation that has ended well. Throws `internal` when something is missing. */
export async function readClusterIdentity(host: Host): Promise<ClusterIdentity> {
  const caCertificate = await host.read(CA);
  const server = /^\s*server:\s*https:\/\/(\S+?)\/?\s*$/m.exec((await host.read(ADMIN_CONF)) ?? "")?.[1];
  if (!caCertificate || !server) throw new AppError("internal", `${CA} or ${ADMIN_CONF} is missing`);
  return { caCertificate, caHash: caHash(caCertificate), server };
}

/** Secret. Throws `internal` when there is none. */
export async function readCoordinatorToken(host: Host): Promise<string> {
  const token = await readToken(host);
  if (token) return token;
  throw new AppError("internal", "the token of the coordinator's account has gone");
}

/** Of the first certificate in a PEM text. */
function caHash(pem: string): string {
  const key = new X509Certificate(pem).publicKey.export({ type: "spki", format: "der" });
  return `sha256:${createHash("sha256").update(key).digest("hex")}`;
}

async function readToken(host: Host): Promise<string | undefined> {
  const answer = await runKubectl(host, [
    NAMESPACE,
    "get",
    TOKEN_SECRET,
    "--ignore-not-found",
    "--output=jsonpath={.data.token}",
  ]);
  return answer.trim() === "" ? undefined : Buffer.from(answer.trim(), "base64").toString("utf8");
}

/** After a reset the next cluster starts with nothing. */
export const forgetManifests = (host: Host): Promise<void> => host.remove(MARK);
