/**
 * kubeadm makes the controller manager approve any certificate that the holder of a join token requests, in any node's
 * name. Here the coordinator approves the one request that a token is for, so that rule is removed; the rule by which a
 * kubelet renews its own certificate (kubeadm:node-autoapprove-certificate-rotation) stays.
 */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { runKubectl } from "./kubectl.ts";

/** Of kubeadm's bootstrap-token phase, AutoApproveNodeBootstrapTokens; as a path, so that kubectl asks for nothing else. */
const RULE = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/kubeadm:node-autoapprove-bootstrap";

export const SENTENCE = "remove kubeadm's automatic approval of nodes";

/** `no answer`: the API server does not answer. */
export async function automaticApproval(host: Host): Promise<"there" | "gone" | "no answer"> {
  const error = await failureOf(runKubectl(host, ["get", `--raw=${RULE}`]));
  if (!error) return "there";
  return isNotFound(error) ? "gone" : "no answer";
}

/** Returns why it could not be removed, in kubectl's words; a missing rule is fine. */
export async function endAutomaticApproval(host: Host): Promise<AppError | undefined> {
  const error = await failureOf(runKubectl(host, ["delete", `--raw=${RULE}`]));
  return error && !isNotFound(error) ? error : undefined;
}

/** The failure of the program itself; other errors are thrown. */
async function failureOf(program: Promise<string>): Promise<AppError | undefined> {
  try {
    await program;
    return undefined;
  } catch (cause) {
    const error = AppError.from(cause);
    if (error.code === "command-failed") return error;
    throw error;
  }
}

const isNotFound = ({ detail }: AppError): boolean => detail.includes("(NotFound)");
