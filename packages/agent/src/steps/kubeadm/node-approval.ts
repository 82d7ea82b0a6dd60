/**
 * kubeadm lets the controller manager approve any certificate request from the holder of any join token, in any node's name.
 * In a rack the coordinator approves the one request that a token is for, so that rule is removed; the rule that lets a
 * kubelet renew its own certificate (kubeadm:node-autoapprove-certificate-rotation) stays.
 */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { runKubectl } from "./kubectl.ts";

/** From kubeadm's bootstrap-token phase (AutoApproveNodeBootstrapTokens); as a path, it takes kubectl one request. */
const RULE = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/kubeadm:node-autoapprove-bootstrap";

export const SENTENCE = "remove kubeadm's automatic approval of nodes";

/** `no answer`: the API server did not answer. */
export async function automaticApproval(host: Host): Promise<"there" | "gone" | "no answer"> {
  const error = await failureOf(runKubectl(host, ["get", `--raw=${RULE}`]));
  if (!error) return "there";
  return isNotFound(error) ? "gone" : "no answer";
}

/** Removes the rule. Returns kubectl's error if that fails; a missing rule is not an error. */
export async function endAutomaticApproval(host: Host): Promise<AppError | undefined> {
  const error = await failureOf(runKubectl(host, ["delete", `--raw=${RULE}`]));
  return error && !isNotFound(error) ? error : undefined;
}

/** The program's own failure; other errors are thrown. */
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
