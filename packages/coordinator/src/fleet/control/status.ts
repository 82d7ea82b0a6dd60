/** The rack's status for people and tools: made each time from the records and the connected agents. */

import type { NodeDetails, NodeStatus, RackHistory, RackStatus, TimelineEntry } from "@rackberry/config";
import type { NodeRecord } from "../../domain/node.ts";
import { rolloutStatus } from "../../domain/rollout.ts";
import { culpritsOf } from "../../domain/services.ts";
import type { Transition } from "../../store/store.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import { recordOf, type Site } from "../base/site.ts";
import type { Clustered } from "../cluster/clustered.ts";
import { kubernetesVersion } from "../cluster/kubernetes-version.ts";
import type { Connected } from "../nodes/connected.ts";
import { agentViews, offerOf } from "../work/rollout.ts";
import type { Working } from "../work/working.ts";
import { statusOfMirror } from "./mirror.ts";
import { noticesOf, type Told } from "./notices.ts";

const STEPS = 500;

export function statusOf(site: Working & Told): RackStatus {
  const { config } = site.rack;
  const nodes = site.store.nodes();
  const cluster = site.store.cluster();
  const initialising = nodes.some((node) => node.phase === "initialising");
  const offer = offerOf(site);
  const mirror = statusOfMirror(site);
  return {
    rack: config.name,
    ...kubernetesOf(site),
    notices: noticesOf(site),
    cluster: cluster ? { state: "up", server: cluster.server } : { state: initialising ? "initialising" : "none" },
    nodes: nodes.map((node) => nodeStatus(site, node)).sort(byRoleAndName),
    ...(offer && { rollout: rolloutStatus(offer, agentViews(site)) }),
    strangers: site.store
      .strangers()
      .map(({ serial, address, fingerprint, reason, since }) => ({ serial, address, fingerprint, reason, since })),
    ...(mirror ? { mirror } : {}),
  };
}

export const historyOf = ({ store }: Pick<Site, "store">): RackHistory => ({
  timeline: timelineOf(store.transitions()),
  steps: store.steps(STEPS),
});

/** Throws `invalid` for a name that no node has. */
export function detailsOf(site: Working & Told, name: string): NodeDetails {
  const node = nodeStatus(site, recordOf(site, name));
  const { timeline, steps } = historyOf(site);
  const own = (one: { readonly node: string }) => one.node === name;
  return { node, timeline: timeline.filter(own), steps: steps.filter(own) };
}

function kubernetesOf(
  site: Pick<Site, "store"> & Pick<Wanted, "rack">,
): Pick<RackStatus, "kubernetesVersion" | "kubernetesWanted"> {
  const wanted = site.rack.config.kubernetes;
  const version = kubernetesVersion(site) ?? wanted;
  return { kubernetesVersion: version, ...(version === wanted ? {} : { kubernetesWanted: wanted }) };
}

export function nodeStatus(site: Site & Connected & Clustered, node: NodeRecord): NodeStatus {
  const { name, role, serial, cardId, model, address, agentVersion, phase, since, nextTry } = node;
  const { progress = "", facts } = site.sessions.get(name) ?? {};
  const detail = progress && phase !== "ready" ? progress : node.detail;
  const culprits = culpritsFor(site, name).filter(({ line }) => !detail.includes(line));
  return {
    ...{ name, role, serial, model, phase, detail, since },
    ...(cardId ? { cardId } : {}),
    ...(address ? { address } : {}),
    ...(agentVersion ? { agentVersion } : {}),
    ...(nextTry === undefined ? {} : { nextTry }),
    ...(culprits.length > 0 ? { culprits } : {}),
    ...(facts?.hardware ? { hardware: facts.hardware } : {}),
    ...(facts?.software ? { software: facts.software } : {}),
  };
}

/** The culprits when the services cannot be used from this node. */
function culpritsFor(
  { sessions, kube }: Pick<Connected, "sessions"> & Pick<Clustered, "kube">,
  name: string,
): NonNullable<NodeStatus["culprits"]> {
  const report = sessions.get(name)?.services?.report;
  if (!report || report.works || !kube.nodes.get(name)?.ready) return [];
  const others = [...sessions.values()].flatMap((one) => (one.name !== name && one.services?.report) || []);
  return culpritsOf(report, others);
}

function byRoleAndName(a: NodeStatus, b: NodeStatus): number {
  if (a.role !== b.role) return a.role === "control-plane" ? -1 : 1;
  return a.name.localeCompare(b.name, "en", { numeric: true });
}

/** Periods in each phase, from the times of the phase changes. */
export function timelineOf(transitions: readonly Transition[]): readonly TimelineEntry[] {
  const next = new Map<string, number>();
  return [...transitions]
    .reverse()
    .map(({ node, to, at }): TimelineEntry => {
      const endedAt = next.get(node);
      next.set(node, at);
      return { node, phase: to, startedAt: at, ...(endedAt === undefined ? {} : { endedAt }) };
    })
    .reverse();
}
