/** Gives the coordinator access to the cluster, and the cluster its pod network. */
import { AppError } from "@rackberry/protocol";
import { clusterManifests } from "../../kube/cluster-content.ts";
import { contentOf } from "../cluster/cluster-content.ts";
import { operate } from "./operation.ts";
import type { Work } from "./work.ts";

export const grant: Work = {
  async begin(fleet, session) {
    session.content = undefined;
    const content = contentOf(fleet);
    const manifests = [...clusterManifests(fleet.rack.config)];
    const outcome = await operate(fleet, session, "grant", async (operationId) => ({
      kind: "grant",
      value: { operationId, manifests },
    }));
    session.content = content;
    return outcome;
  },
  phase: () => "preparing",
  async settle({ store, credentials }, { content = "" }, { token }) {
    const cluster = store.cluster();
    if (!cluster || !token) throw new AppError("invalid", "grant ended without giving access to the cluster");
    await credentials.write({ ca: cluster.ca, server: cluster.server, token });
    // After a reconnect the content that was sent is unknown: it is recorded as "", and grant runs again.
    store.setCluster({ ...cluster, granted: true, content });
    return {};
  },
  planned: {
    step: "coordinator-access",
    sentence: "update the coordinator's access and the pod network in the cluster",
  },
};
