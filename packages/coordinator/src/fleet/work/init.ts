/** Creates the cluster on its control plane. */
import { AppError, nodeSpecMessage } from "@rackberry/protocol";
import { initSettings } from "../../domain/init-settings.ts";
import { apiName } from "../../domain/spec.ts";
import { tokenText } from "../../kube/bootstrap-token.ts";
import { initConfiguration } from "../../kubeadm/init-configuration.ts";
import { recordOf } from "../base/site.ts";
import { beginLifetimes, initTokens } from "../cluster/join-tokens.ts";
import { knownVersion } from "../cluster/kubernetes-version.ts";
import { specOf } from "../nodes/node-spec.ts";
import { addressed, preflightOf } from "./kubeadm.ts";
import { operate } from "./operation.ts";
import type { Work } from "./work.ts";

export const init: Work = {
  async begin(fleet, session, { facts }) {
    const { config } = fleet.rack;
    const { name, address } = addressed(fleet, session);
    return operate(fleet, session, "init", async (operationId) => {
      // Recorded before init starts: the cluster is created with these settings, even if rack.yaml changes meanwhile.
      fleet.store.setInitSettings(initSettings(config));
      // A worker that connects later gets a token of its own.
      const workers = fleet.store.nodes().filter((node) => node.role === "worker" && fleet.sessions.has(node.name));
      const tokens = initTokens(fleet, [name, ...workers.map((worker) => worker.name)]);
      const value = {
        operationId,
        spec: nodeSpecMessage(specOf(fleet, name)),
        kubeadmConfig: initConfiguration({
          ...config,
          kubernetesVersion: knownVersion(fleet),
          node: { name, address },
          endpoint: apiName(config.domain),
          imageRepository: config.images.repository,
          tokens: tokens.map(tokenText),
          cgroupVersion: facts.cgroupVersion,
          container: facts.container,
        }),
        skipPhases: [...config.kubeadm.skipPhases],
        ignorePreflight: preflightOf(fleet, facts),
        coordinatorClockMs: fleet.clock.now(),
      };
      return { kind: "init", value };
    });
  },
  phase: () => "initialising",
  async settle(fleet, session, { cluster }) {
    const { caCertificate: ca, caHash, server } = cluster ?? {};
    if (!ca || !caHash || !server)
      throw new AppError("invalid", "init ended without reporting the cluster that it made");
    const { address } = recordOf(fleet, session.name);
    fleet.store.setCluster({ caHash, server, ca, granted: false, content: "", address });
    beginLifetimes(fleet, session.name);
    return { clusterHash: caHash };
  },
  planned: { step: "kubeadm-init", sentence: "make it the control plane of a new cluster" },
};
