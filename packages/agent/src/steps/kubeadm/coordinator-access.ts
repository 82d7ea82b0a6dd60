/** The coordinator's access to the cluster: its RBAC and manifests, and a token of its own service account. */
import { createHash, X509Certificate } from "node:crypto";
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { ADMIN_CONF } from "../tools/kubeadm-state.ts";
import { sentenceOf } from "../tools/sentence.ts";
import { STATE_DIRECTORY } from "../tools/state.ts";
import type { Step, StepContext } from "../tools/step.ts";
import { runKubectl } from "./kubectl.ts";
import { automaticApproval, endAutomaticApproval, SENTENCE } from "./node-approval.ts";

/** Named by the coordinator's manifests. */
const NAMESPACE = "--namespace=rackberry";
const TOKEN_SECRET = "secret/pi-coordinator-token";
const TOKEN = "jsonpath={.data.token}";
const CA = "/etc/kubernetes/pki/ca.crt";
/** Hash of the manifests that were applied last. */
const MARK = `${STATE_DIRECTORY}/manifests.sha256`;
/** Milliseconds to wait for a token: the controller manager issues it, and starts after the API server. */
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

/** The step, and the token that it brings. */
export interface CoordinatorAccess {
  readonly step: Step;
  /** Secret. Throws `internal` when there is none. */
  token(host: Host): Promise<string>;
}

/**
 * Joining nodes wait for this, and one kubectl takes a Pi half a second: nothing is asked if the answer would change nothing
 * or was given just now.
 */
export function coordinatorAccess(manifests: readonly string[]): CoordinatorAccess {
  let token: string | undefined;
  let isApprovalEnded = false;
  const text = manifests.join("\n---\n");
  const hash = `${createHash("sha256").update(text).digest("hex")}\n`;
  const areNew = async (host: Host) => manifests.length > 0 && (await host.read(MARK)) !== hash;
  const applyManifests = async (host: Host, output: StepContext["output"]) => {
    if (!(await areNew(host))) return;
    // Unvalidated: validation would download the API server's whole schema while nodes wait.
    const argv = ["apply", "--validate=false", "--filename=-"];
    const applied = await runKubectl(host, argv, { stdin: text, timeout: PATIENCE });
    for (const line of applied.trim().split("\n")) output(line);
    await host.write(MARK, hash, { mode: 0o600 });
  };
  const step: Step = {
    name: "coordinator-access",
    async check({ host }) {
      if (await areNew(host)) return "apply the coordinator's manifests, and wait for its token";
      // `kubeadm upgrade` may have put the rule back.
      const approval = isApprovalEnded ? "gone" : automaticApproval(host);
      token ??= await readToken(host);
      return sentenceOf([!token && "wait for the coordinator's token", (await approval) !== "gone" && SENTENCE]);
    },
    async apply({ host, signal, output }) {
      const [error] = await Promise.all([endAutomaticApproval(host), applyManifests(host, output)]);
      if (error) throw error;
      isApprovalEnded = true;
      // One program that waits: asking again and again would take a processor that the controller manager needs now.
      const wait = [NAMESPACE, "wait", TOKEN_SECRET, `--for=${TOKEN}`, `--output=${TOKEN}`];
      try {
        const found = await runKubectl(host, [...wait, `--timeout=${PATIENCE / 1000}s`], {
          timeout: PATIENCE * 2,
          signal,
        });
        token = decoded(found);
      } catch (cause) {
        signal.throwIfAborted();
        const words = AppError.from(cause).message;
        throw new AppError(
          "timeout",
          `no token was issued for the coordinator's account: is the controller manager running? ${words}`,
        );
      }
    },
  };
  return {
    step,
    async token(host) {
      token ??= await readToken(host);
      if (token) return token;
      throw new AppError("internal", "the token of the coordinator's account has disappeared");
    },
  };
}

/** The identity of the cluster after a successful initialisation. Throws `internal` when something is missing. */
export async function readClusterIdentity(host: Host): Promise<ClusterIdentity> {
  const caCertificate = await host.read(CA);
  const server = /^\s*server:\s*https:\/\/(\S+?)\/?\s*$/m.exec((await host.read(ADMIN_CONF)) ?? "")?.[1];
  if (!caCertificate || !server) throw new AppError("internal", `${CA} or ${ADMIN_CONF} is missing`);
  return { caCertificate, caHash: caHash(caCertificate), server };
}

/** Of the first certificate in a PEM text. */
function caHash(pem: string): string {
  const key = new X509Certificate(pem).publicKey.export({ type: "spki", format: "der" });
  return `sha256:${createHash("sha256").update(key).digest("hex")}`;
}

async function readToken(host: Host): Promise<string | undefined> {
  return decoded(await runKubectl(host, [NAMESPACE, "get", TOKEN_SECRET, "--ignore-not-found", `--output=${TOKEN}`]));
}

const decoded = (base64: string): string | undefined =>
  Buffer.from(base64.trim(), "base64").toString("utf8") || undefined;

/** After a reset the next cluster starts with nothing. */
export const forgetManifests = (host: Host): Promise<void> => host.remove(MARK);
