/** What is recorded, connected and reported, as the pure planner wants it. */
import type { NodeSpec } from "@rackberry/protocol";
import type { ClusterView, NodeView } from "../domain/next-action.ts";
import type { NodeRecord } from "../domain/node.ts";
import { baseHash, specFor, specHash } from "../domain/spec.ts";
import type { Facts } from "./facts.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";

/** What the node shall be at this moment. */
export const specOf = ({ rack, store }: Pick<Fleet, "rack" | "store">, name: string): NodeSpec =>
  specFor(name, rack, store.nodes());

export const clusterView = ({ store }: Pick<Fleet, "store">): ClusterView => ({
  initialised: store.cluster() !== undefined,
});

export function nodeView(fleet: Fleet, session: Session, facts: Facts): NodeView {
  const record = recordOf(fleet, session.name);
  const caHash = fleet.store.cluster()?.caHash;
  const kubernetes = fleet.kube.nodes.get(session.name);
  return {
    role: record.role,
    applied: appliedOf(session, specOf(fleet, session.name)),
    inCluster: inCluster(record, facts),
    foreignCluster: isForeign(record, caHash),
    kubernetes,
    resetRequested: record.resetRequested,
  };
}

const inCluster = ({ role }: NodeRecord, facts: Facts): boolean =>
  role === "control-plane" ? facts.initialised : facts.joined;

/** A control plane makes the cluster, so it is never in another one. */
const isForeign = ({ role, clusterHash }: NodeRecord, caHash: string | undefined): boolean =>
  role === "worker" && caHash !== undefined && clusterHash !== "" && clusterHash !== caHash;

function appliedOf({ applied }: Session, spec: NodeSpec): NodeView["applied"] {
  if (applied?.base !== baseHash(spec)) return "none";
  return applied.all === specHash(spec) ? "current" : "base";
}
