/** A node, and the cluster as that node sees it, in the form that the rules for one node need. Pure. */
import { houseClash } from "./house-clash.ts";
import { isAwaited, isDue } from "./mirror.ts";
import { masterAwaited } from "./naming.ts";
import type { ClusterView, NodeView } from "./next-action.ts";
import type { NodeRecord } from "./node.ts";
import { headStart, onTheirWay, othersOnTheirWay } from "./order.ts";
import type { KnownAgent, KnownNode, RackView } from "./rack.ts";
import { noRoom } from "./room.ts";
import { nextJoinAt } from "./tokens.ts";

/** `hasTurn`: it is this node's turn to be upgraded. */
export function nodeView(
  { record, kubernetes, hasToken }: KnownNode,
  agent: KnownAgent,
  { cluster, now }: Pick<RackView, "cluster" | "now">,
  hasTurn: boolean,
): NodeView {
  const until = nextJoinAt(record);
  return {
    name: record.name,
    role: record.role,
    applied: agent.applied,
    inCluster: agent.inCluster,
    foreignCluster: isForeign(record, agent.cluster, cluster?.caHash),
    kubernetes,
    wasJoined: record.clusterHash !== "",
    done: agent.done,
    hasToken,
    nextJoin: until > now ? until : undefined,
    complete: agent.complete,
    services: agent.services,
    resetRequested: record.resetRequested,
    upgradeDue: hasTurn,
  };
}

/**
 * Whether a worker is in a cluster other than the rack's: `held` is the hash of the CA on its host; if that is "", the
 * recorded one counts. A control plane makes the cluster, so it is never in another one.
 */
export function isForeign(
  { role, clusterHash }: Pick<NodeRecord, "role" | "clusterHash">,
  held: string,
  caHash: string | undefined,
): boolean {
  const own = held || clusterHash;
  return role === "worker" && caHash !== undefined && own !== "" && own !== caHash;
}

/** Called once for all nodes; the function that it returns gives the cluster as one of them sees it. */
export function clusterViews(rack: RackView): (node: KnownNode, agent: KnownAgent) => ClusterView {
  const { cluster, mirror, now, nodes } = rack;
  const records = nodes.map(({ record }) => record);
  const waitedFor = onTheirWay(records, now);
  const room = noRoom(records, rack.rack.config.podSubnet);
  const common = {
    initialised: cluster !== undefined,
    masterAwaited: masterAwaited(rack.rack.config, rack.ownSerial, records),
    granted: cluster?.granted ?? false,
    mirrorAwaited: isAwaited(mirror?.record),
    versionAwaited: rack.versionAwaited,
  };
  return ({ record }, agent) => ({
    ...common,
    // Workers do not need it, and it is computed from all nodes.
    houseClash: record.role === "control-plane" && !cluster ? houseClash(rack.rack.config, nodes) : "",
    noRoom: room(record),
    otherControlPlane: record.role === "control-plane" && cluster ? otherControlPlane(record, rack) : "",
    converged: record.role !== "control-plane" || cluster?.content === rack.content,
    mirrorDue: isDue(mirror?.record, mirror?.wish ?? "", agent.mirrored, now),
    headStart: cluster ? undefined : headStart(record, records, { ms: rack.headStart, now }),
    othersOnTheirWay: othersOnTheirWay(record, waitedFor, now),
  });
}

/** Name of another node that made the present cluster; "" when there is none. */
const otherControlPlane = ({ name }: NodeRecord, { cluster, nodes }: RackView): string =>
  nodes.find(
    ({ record }) =>
      record.role === "control-plane" && record.name !== name && record.clusterHash === (cluster?.caHash ?? ""),
  )?.record.name ?? "";
