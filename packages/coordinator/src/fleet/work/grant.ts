/** Opens the cluster to the coordinator, and gives it its pod network. */
import { AppError } from "@rackberry/protocol";
import { apiName } from "../../domain/spec.ts";
import { accessManifest } from "../../kube/access-manifest.ts";
import { API_SERVER_PORT } from "../../kubeadm/documents.ts";
import { flannelManifest } from "../../network/flannel.ts";
import { operate } from "../operation.ts";
import type { Work } from "./work.ts";

export const grant: Work = {
  begin: (fleet, session) =>
    operate(fleet, session, "grant", async (operationId) => {
      const { domain, network, podSubnet } = fleet.rack.config;
      const api = { host: apiName(domain), port: API_SERVER_PORT };
      // The pod network first: nodes wait for it to become Ready.
      const manifests = [...(network === "flannel" ? [flannelManifest({ podSubnet, api })] : []), accessManifest];
      return { kind: "grant", value: { operationId, manifests } };
    }),
  phase: () => "preparing",
  async settle({ store, credentials }, _, { token }) {
    const cluster = store.cluster();
    if (!cluster || !token) throw new AppError("invalid", "grant ended without access to the cluster");
    await credentials.write({ ca: cluster.ca, server: cluster.server, token });
    if (!cluster.granted) store.setCluster({ ...cluster, granted: true });
    return {};
  },
  planned: { step: "coordinator-access", sentence: "give the coordinator its access" },
};
