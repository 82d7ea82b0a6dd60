/** Makes a node a worker of the cluster. */
import { AppError, nodeSpecMessage } from "@rackberry/protocol";
import { nextJoinAt } from "../../domain/tokens.ts";
import { tokenText } from "../../kube/bootstrap-token.ts";
import { discoveryDocument, joinConfiguration } from "../../kubeadm/join-configuration.ts";
import { recordOf } from "../base/site.ts";
import { tokenFor } from "../cluster/join-tokens.ts";
import { failNode } from "../nodes/fail-node.ts";
import { specOf } from "../nodes/node-spec.ts";
import { addressed, preflightOf } from "./kubeadm.ts";
import { operate } from "./operation.ts";
import type { Work } from "./work.ts";

export const join: Work = {
  async begin(fleet, session, { facts, signal }) {
    const { name, address } = addressed(fleet, session);
    return operate(fleet, session, "join", async (operationId) => {
      const cluster = fleet.store.cluster();
      if (!cluster) throw new AppError("refused", "there is no cluster to join yet");
      const token = await tokenFor(fleet, name, signal);
      session.done.delete("reset");
      return {
        kind: "join",
        value: {
          operationId,
          spec: nodeSpecMessage(specOf(fleet, name)),
          kubeadmConfig: joinConfiguration({ node: { name, address }, token: tokenText(token) }),
          discovery: discoveryDocument(cluster),
          ignorePreflight: preflightOf(fleet, facts),
          coordinatorClockMs: fleet.clock.now(),
        },
      };
    });
  },
  phase: () => "joining",
  async settle({ store, kube, clock }, { name }) {
    const joins = kube.nodes.get(name)?.ready ? 0 : recordOf({ store }, name).joins;
    return { joins, joinedAt: clock.now(), clusterHash: store.cluster()?.caHash ?? "" };
  },
  fail(fleet, session, error) {
    fleet.store.update(session.name, { joinedAt: fleet.clock.now() });
    // Every try may have a new session, so joins are counted per node.
    failNode(fleet, session, "join", error, nextJoinAt(recordOf(fleet, session.name)));
  },
  planned: { step: "kubeadm-join", sentence: "join it to the cluster" },
};
