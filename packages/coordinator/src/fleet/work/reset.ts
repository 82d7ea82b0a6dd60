/** Takes a node out of its cluster. */
import { AppError } from "@rackberry/protocol";
import { isLastControlPlane } from "../../domain/node.ts";
import { recordOf } from "../base/site.ts";
import type { KubeLink } from "../cluster/kube-link.ts";
import { preflightOf } from "./kubeadm.ts";
import { operate } from "./operation.ts";
import type { Work } from "./work.ts";

const OUT = { clusterHash: "", podSubnet: "", resetRequested: false } as const;

export const reset: Work = {
  begin: (fleet, session, { facts }) =>
    operate(fleet, session, "reset", async (operationId) => ({
      kind: "reset",
      value: { operationId, ignorePreflight: preflightOf(fleet, facts) },
    })),
  phase: () => "preparing",
  async settle(fleet, session, _, signal) {
    const { store, credentials, kube } = fleet;
    const { role, resetRequested, joins } = recordOf(fleet, session.name);
    if (isLastControlPlane(store.nodes(), session.name)) {
      // The cluster no longer exists, so its records are removed.
      store.setCluster(undefined);
      store.setKubernetes(undefined);
      await credentials.remove();
    } else if (resetRequested) {
      // Only if the owner asked for the reset: an agent alone must not be able to have its node deleted and forgotten.
      await deleteNode(kube, session.name, signal);
      kube.forget(session.name);
    }
    session.applied = undefined;
    session.done.clear();
    return { ...OUT, joins: role === "control-plane" || resetRequested ? 0 : joins };
  },
};

/** Throws `unreachable` while the API server is down: the node is then reset again, which changes nothing on it. */
async function deleteNode(kube: KubeLink, name: string, signal: AbortSignal): Promise<void> {
  try {
    await (await kube.client())?.deleteNode(name, signal);
  } catch (cause) {
    const { code, message } = AppError.from(cause);
    if (code !== "unreachable") throw cause;
    throw new AppError(
      "unreachable",
      `the host is reset, but the node could not be deleted from Kubernetes: ${message}`,
      { cause },
    );
  }
}
