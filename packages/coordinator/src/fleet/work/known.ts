/** What is recorded, connected and reported, in the form that the pure plan takes. */

import { wishOf } from "../../domain/mirror.ts";
import type { NodeRecord } from "../../domain/node.ts";
import type { KnownAgent, KnownNode, RackView } from "../../domain/rack.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import { contentOf } from "../cluster/cluster-content.ts";
import type { Clustered } from "../cluster/clustered.ts";
import { holdsToken } from "../cluster/join-tokens.ts";
import { kubernetesVersion, type Versions, versionAwaited } from "../cluster/kubernetes-version.ts";
import type { Connected, Session } from "../nodes/connected.ts";
import { type Facts, inCluster } from "../nodes/facts.ts";
import type { Fingerprinted } from "../nodes/fingerprints.ts";
import { networksOf } from "../nodes/node-networks.ts";
import { mirrorSettings } from "../nodes/node-spec.ts";
import { agentViews, offerOf, type Rollouts } from "./rollout.ts";

export type Known = Pick<Site, "store" | "clock"> &
  Pick<Wanted, "rack" | "written" | "ownSerial" | "headStart"> &
  Pick<Connected, "sessions" | "goneSince" | "startedAt"> &
  Pick<Clustered, "kube" | "held"> &
  Pick<Versions, "versionFailure" | "silent"> &
  Pick<Rollouts, "turn"> &
  Pick<Fingerprinted, "fingerprints">;

const NOTHING: KnownNode["lacks"] = new Set();

export function rackView(known: Known): RackView {
  const { store, clock, rack } = known;
  const mirror = store.mirror();
  const offer = offerOf(known);
  return {
    rack,
    ownSerial: known.ownSerial,
    now: clock.now(),
    monotonic: clock.monotonic(),
    nodes: store.nodes().map((record) => knownNode(known, record)),
    cluster: store.cluster(),
    content: contentOf(known),
    hasSettings: store.initSettings() !== undefined,
    mirror: mirror && { record: mirror, wish: wishOf(mirror, mirrorSettings(known)) },
    version: kubernetesVersion(known),
    versionAwaited: versionAwaited(known),
    versionFailure: known.versionFailure,
    silent: known.silent,
    headStart: known.headStart,
    rollout: offer && { offer, agents: agentViews(known) },
    turn: known.turn,
    tokens: store.tokens(),
    held: new Set([...known.held.values()].map(({ id }) => id)),
  };
}

export function knownNode(known: Known, record: NodeRecord): KnownNode {
  const { name } = record;
  const { sessions, goneSince, startedAt, clock, kube } = known;
  const session = sessions.get(name);
  return {
    record,
    away: session ? undefined : clock.monotonic() - (goneSince.get(name) ?? startedAt),
    agent: session?.facts && session.open ? knownAgent(known, record, session, session.facts) : undefined,
    kubernetes: kube.nodes.get(name),
    networks: networksOf(known, name),
    lacks: session?.connection.lacks ?? NOTHING,
    hasToken: holdsToken(known, name),
  };
}

/** Also for a session that is not open to the plan yet. */
export const knownAgent = (known: Known, record: NodeRecord, session: Session, facts: Facts): KnownAgent => ({
  applied: appliedOf(known, session),
  complete: session.applied?.complete ?? false,
  services: session.services?.report,
  done: session.done,
  inCluster: inCluster(record, facts),
  cluster: facts.cluster,
  isStale: session.isStale,
  busy: session.busy,
  mirrored: session.mirrored,
  told: session.told,
  lacksSince: session.lacksSince,
});

/** "none" while the Kubernetes version is unknown, because the node's spec is then unknown too. */
function appliedOf(known: Known, { name, applied }: Session): KnownAgent["applied"] {
  if (!kubernetesVersion(known)) return "none";
  const { base, controlPlane, all } = known.fingerprints(known, name);
  if (applied?.base !== base) return "none";
  if (applied.all === all) return "current";
  return controlPlane !== "" && applied.controlPlane === controlPlane ? "control-plane" : "base";
}
