/** What is recorded, connected and reported, as the pure planner wants it. */
import type { Rack } from "@rackberry/config";
import type { NodeSpec } from "@rackberry/protocol";
import type { InitSettings } from "../domain/init-settings.ts";
import {
  isAwaited,
  isDue,
  type Mirror,
  type MirrorRecord,
  type MirrorSettings,
  servedBy,
  wishOf,
} from "../domain/mirror.ts";
import type { ClusterView, NodeView } from "../domain/next-action.ts";
import type { NodeRecord } from "../domain/node.ts";
import { baseHash, specFor, specHash } from "../domain/spec.ts";
import type { Facts } from "./facts.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { holdsToken } from "./join-tokens.ts";
import { knownVersion, kubernetesVersion, versionAwaited } from "./kubernetes-version.ts";
import { dueFor } from "./rollout.ts";

/** What the node shall be at this moment. */
export function specOf(fleet: Pick<Fleet, "rack" | "store">, name: string): NodeSpec {
  return fingerprinted(fleet, name).spec;
}

interface Fingerprinted {
  readonly spec: NodeSpec;
  readonly base: string;
  readonly all: string;
  /** What it was made with. */
  readonly kubernetesVersion: string;
  readonly mirror: MirrorRecord | undefined;
  readonly settings: InitSettings | undefined;
}

/** Specs by the nodes that they were made from: every session asks after every change, and few changes matter here. */
const specs = new WeakMap<readonly NodeRecord[], Map<string, Fingerprinted>>();

/** Throws `refused` as long as the version of Kubernetes is not known. */
export function fingerprinted({ rack, store }: Pick<Fleet, "rack" | "store">, name: string): Fingerprinted {
  const kubernetesVersion = knownVersion({ rack, store });
  const nodes = store.nodes();
  const known = specs.get(nodes) ?? new Map<string, Fingerprinted>();
  specs.set(nodes, known);
  const made = known.get(name);
  const supply = { kubernetesVersion, mirror: store.mirror(), settings: store.initSettings() };
  if (made && isSame(made, supply)) return made;
  const spec = specFor(name, rack, nodes, { kubernetesVersion, mirror: mirrorFor(name, rack, nodes, supply.mirror) });
  const fresh = { spec, base: baseHash(spec), all: specHash(spec), ...supply };
  known.set(name, fresh);
  return fresh;
}

type Supply = Pick<Fingerprinted, "kubernetesVersion" | "mirror" | "settings">;

const isSame = (made: Supply, now: Supply): boolean =>
  made.kubernetesVersion === now.kubernetesVersion && made.mirror === now.mirror && made.settings === now.settings;

/** The master itself takes everything from the upstreams. */
export function mirrorFor(
  name: string,
  { config }: Rack,
  nodes: readonly NodeRecord[],
  record: MirrorRecord | undefined,
): Mirror | undefined {
  const master = nodes.find((node) => node.role === "control-plane");
  const content = servedBy(record);
  if (!master || !content || master.name === name) return undefined;
  return { ...content, host: `${master.name}.${config.domain}` };
}

export function clusterView(fleet: Fleet, session: Session): ClusterView {
  const { store, clock } = fleet;
  const mirror = store.mirror();
  const wish = mirror ? wishOf(mirror, mirrorSettings(fleet)) : "";
  return {
    initialised: store.cluster() !== undefined,
    granted: store.cluster()?.granted ?? false,
    mirrorDue: isDue(mirror, wish, session.mirrored, clock.now()),
    mirrorAwaited: isAwaited(mirror),
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
  return {
    role: record.role,
    applied: kubernetesVersion(fleet) ? appliedOf(session, fingerprinted(fleet, session.name)) : "none",
    inCluster: inCluster(record, facts),
    foreignCluster: isForeign(record, caHash),
    kubernetes,
    hasToken: holdsToken(fleet, session.name),
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

function appliedOf({ applied }: Session, { base, all }: Fingerprinted): NodeView["applied"] {
  if (applied?.base !== base) return "none";
  return applied.all === all ? "current" : "base";
}
