/** What is recorded, connected and reported, as the pure planner wants it. */
import type { NodeSpec } from "@rackberry/protocol";
import { isAwaited, isDue, type MirrorSettings, mirrorFor, wishOf } from "../domain/mirror.ts";
import { masterAwaited } from "../domain/naming.ts";
import type { ClusterView, NodeView } from "../domain/next-action.ts";
import type { NodeRecord } from "../domain/node.ts";
import { headStart, othersOnTheirWay } from "../domain/order.ts";
import { noRoom } from "../domain/room.ts";
import { specFor } from "../domain/spec.ts";
import { nextJoinAt } from "../domain/tokens.ts";
import { contentOf } from "./cluster-content.ts";
import type { Facts } from "./facts.ts";
import type { Fingerprint } from "./fingerprints.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { houseClash } from "./house-clash.ts";
import { holdsToken } from "./join-tokens.ts";
import { knownVersion, kubernetesVersion, versionAwaited } from "./kubernetes-version.ts";
import { dueFor } from "./rollout.ts";

/** What the node shall be at this moment. Throws `refused` as long as the version of Kubernetes is not known. */
export function specOf({ rack, store }: Pick<Fleet, "rack" | "store">, name: string): NodeSpec {
  const nodes = store.nodes();
  const mirror = mirrorFor(name, rack, nodes, store.mirror());
  return specFor(name, rack, nodes, { kubernetesVersion: knownVersion({ rack, store }), mirror });
}

export function clusterView(fleet: Fleet, session: Session): ClusterView {
  const { store, clock } = fleet;
  const own = recordOf(fleet, session.name);
  const mirror = store.mirror();
  const wish = mirror ? wishOf(mirror, mirrorSettings(fleet)) : "";
  return {
    initialised: store.cluster() !== undefined,
    masterAwaited: masterAwaited(fleet.rack.config, fleet.ownSerial, store.nodes()),
    // Its workers do not decide on it, and it looks at all of them.
    houseClash: own.role === "control-plane" ? houseClash(fleet) : "",
    noRoom: noRoom(own, store.nodes(), fleet.rack.config.podSubnet),
    granted: store.cluster()?.granted ?? false,
    converged: own.role !== "control-plane" || store.cluster()?.content === contentOf(fleet),
    mirrorDue: isDue(mirror, wish, session.mirrored, clock.now()),
    mirrorAwaited: isAwaited(mirror),
    headStart: store.cluster() ? undefined : headStart(own, store.nodes(), { ms: fleet.headStart, now: clock.now() }),
    othersOnTheirWay: othersOnTheirWay(own, store.nodes(), clock.now()),
    versionAwaited: versionAwaited(fleet),
  };
}

/** What the mirror's content depends on besides what a person asked for. */
export const mirrorSettings = ({ rack, store }: Pick<Fleet, "rack" | "store">): MirrorSettings => ({
  ...rack.config,
  kubernetesVersion: kubernetesVersion({ rack, store }),
});

export function nodeView(fleet: Fleet, session: Session, facts: Facts): NodeView {
  const record = recordOf(fleet, session.name);
  const caHash = fleet.store.cluster()?.caHash;
  const kubernetes = fleet.kube.nodes.get(session.name);
  const until = nextJoinAt(record);
  return {
    name: record.name,
    role: record.role,
    applied: kubernetesVersion(fleet) ? appliedOf(session, fleet.fingerprints(fleet, session.name)) : "none",
    inCluster: inCluster(record, facts),
    foreignCluster: isForeign(record, caHash),
    kubernetes,
    wasJoined: record.clusterHash !== "",
    wasCleared: session.done.has("reset"),
    hasToken: holdsToken(fleet, session.name),
    nextJoin: until > fleet.clock.now() ? until : undefined,
    complete: session.applied?.complete ?? false,
    services: session.services?.report,
    resetRequested: record.resetRequested,
    upgradeDue: dueFor(fleet, session.name) !== undefined,
  };
}

const inCluster = ({ role }: NodeRecord, facts: Facts): boolean =>
  role === "control-plane" ? facts.initialised : facts.joined;

/** A control plane makes the cluster, so it is never in another one. */
const isForeign = ({ role, clusterHash }: NodeRecord, caHash: string | undefined): boolean =>
  role === "worker" && caHash !== undefined && clusterHash !== "" && clusterHash !== caHash;

function appliedOf({ applied }: Session, { base, all }: Fingerprint): NodeView["applied"] {
  if (applied?.base !== base) return "none";
  return applied.all === all ? "current" : "base";
}
