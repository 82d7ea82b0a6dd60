/** Makes the host a worker of the cluster. */
import { document, kubeadmWords, type WithSpec, withSpec } from "./fields.ts";
import type { StepsOf } from "./operation.ts";

export interface Join extends WithSpec {
  /** YAML documents with a secret token. */
  readonly kubeadmConfig: string;
  /** A kubeconfig without an account. */
  readonly discovery: string;
  readonly ignorePreflight: readonly string[];
}

export const join: StepsOf<"join", Join> = {
  title: "joining the cluster",
  parse: (value) => ({
    ...withSpec(value),
    kubeadmConfig: document(value.kubeadmConfig),
    ignorePreflight: kubeadmWords(value.ignorePreflight),
    discovery: document(value.discovery),
  }),
  work: async (request) => ({ steps: (await import("../steps/index.ts")).joining(request) }),
};
