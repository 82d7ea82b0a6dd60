/** Makes the host a worker of the cluster. */
import { document, type WithKubeadm, withKubeadm } from "./fields.ts";
import type { StepsOf } from "./operation.ts";

export interface Join extends WithKubeadm {
  /** A kubeconfig without an account. */
  readonly discovery: string;
}

export const join: StepsOf<"join", Join> = {
  title: "joining the cluster",
  parse: (value) => ({ ...withKubeadm(value), discovery: document(value.discovery) }),
  work: async (request) => ({ steps: (await import("../steps/index.ts")).joining(request) }),
};
