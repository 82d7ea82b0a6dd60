/** Gives the coordinator access to the cluster: its manifests with RBAC, and its service account's token. */
import { createHash } from "node:crypto";
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { ADMIN_CONF, CLUSTER_CA, caHash } from "../tools/kubeadm-state.ts";
import { sentenceOf } from "../tools/sentence.ts";
import { STATE_DIRECTORY } from "../tools/state.ts";
import type { Step, StepContext } from "../tools/step.ts";
import { runKubectl } from "./kubectl.ts";
import { automaticApproval, endAutomaticApproval, SENTENCE } from "./node-approval.ts";

/** As named in the coordinator's manifests. */
const NAMESPACE = "--namespace=rackberry";
const TOKEN_SECRET = "secret/pi-coordinator-token";
const TOKEN = "jsonpath={.data.token}";
/** Hash of the manifests that were last applied. */
const MARK = `${STATE_DIRECTORY}/manifests.sha256`;
/** Milliseconds to wait for a token: the controller manager creates it, and starts after the API server. */
const PATIENCE = 120_000;

/** What identifies a cluster; nothing in it is secret. */
export interface ClusterIdentity {
  /** PEM. */
  readonly caCertificate: string;
  /** `sha256:` and the hash of the CA's public key in 64 hex digits. */
  readonly caHash: string;
  /** host:port of the API server. */
  readonly server: string;
}

/** The step, and the token that it obtains. */
export interface CoordinatorAccess {
  readonly step: Step;
  /** Secret. Throws `internal` when there is none. */
  token(host: Host): Promise<string>;
}

/**
 * Joining nodes wait for this step, and one kubectl call takes half a second on a Pi: so it never asks what it just learned
 * or what would change nothing.
 */
export function coordinatorAccess(manifests: readonly string[]): CoordinatorAccess {
  let token: string | undefined;
  let isApprovalEnded = false;
  const text = manifests.join("\n---\n");
  const hash = `${createHash("sha256").update(text).digest("hex")}\n`;
  const areNew = async (host: Host) => manifests.length > 0 && (await host.read(MARK)) !== hash;
  const applyManifests = async (host: Host, output: StepContext["output"]) => {
    if (!(await areNew(host))) return;
    // No validation: kubectl would download the API server's whole schema while nodes wait.
    const argv = ["apply", "--validate=false", "--filename=-"];
    const applied = await runKubectl(host, argv, { stdin: text, timeout: PATIENCE });
    for (const line of applied.trim().split("\n")) output(line);
    await host.write(MARK, hash, { mode: 0o600 });
  };
  const step: Step = {
    name: "coordinator-access",
    async check({ host }) {
      if (await areNew(host)) return "apply the coordinator's manifests and wait for its token";
      // `kubeadm upgrade` may have restored the rule.
      const approval = isApprovalEnded ? "gone" : automaticApproval(host);
      token ??= await readToken(host);
      return sentenceOf([!token && "wait for the coordinator's token", (await approval) !== "gone" && SENTENCE]);
    },
    async apply({ host, signal, output }) {
      const [error] = await Promise.all([endAutomaticApproval(host), applyManifests(host, output)]);
      if (error) throw error;
      isApprovalEnded = true;
      // One waiting program: polling would take processor time that the controller manager needs now.
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
          `the controller manager made no token for the coordinator's service account: ${words}: to see whether it runs: sudo journalctl -u kubelet`,
          { cause },
        );
      }
    },
  };
  return {
    step,
    async token(host) {
      token ??= await readToken(host);
      if (token) return token;
      throw new AppError("internal", "the token of the coordinator's service account is missing");
    },
  };
}

/** The identity of a newly initialised cluster. Throws `internal` when something is missing. */
export async function readClusterIdentity(host: Host): Promise<ClusterIdentity> {
  const caCertificate = await host.read(CLUSTER_CA);
  const server = /^\s*server:\s*https:\/\/(\S+?)\/?\s*$/m.exec((await host.read(ADMIN_CONF)) ?? "")?.[1];
  if (!caCertificate || !server) throw new AppError("internal", `${CLUSTER_CA} or ${ADMIN_CONF} is missing`);
  return { caCertificate, caHash: caHash(caCertificate), server };
}

async function readToken(host: Host): Promise<string | undefined> {
  return decoded(await runKubectl(host, [NAMESPACE, "get", TOKEN_SECRET, "--ignore-not-found", `--output=${TOKEN}`]));
}

const decoded = (base64: string): string | undefined =>
  Buffer.from(base64.trim(), "base64").toString("utf8") || undefined;

/** For a reset: the next cluster has no manifests yet. */
export const forgetManifests = (host: Host): Promise<void> => host.remove(MARK);
