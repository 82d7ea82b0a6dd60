/** Which node goes first while a rack comes up, and what can wait until all are in the cluster. Pure. */
import type { NodePhase } from "@rackberry/config";
import { controlPlaneOf, type NodeRecord } from "./node.ts";

/**
 * Milliseconds by which the control plane begins before its workers. They do the same work, and then wait until it has
 * made the cluster, which takes any Pi longer than this, so the delay costs them nothing.
 */
export const HEAD_START = 15_000;

/** When the worker's wait ends, milliseconds since 1970; undefined when it need not wait. */
export function headStart(
  worker: Pick<NodeRecord, "since">,
  all: readonly Pick<NodeRecord, "role" | "clusterHash" | "phase" | "since">[],
  { ms, now }: { readonly ms: number; readonly now: number },
): number | undefined {
  const first = controlPlaneOf(all);
  const begins = !first || first.phase === "adopting" || first.phase === "adopted";
  const since = begins ? worker.since : first.phase === "preparing" ? first.since : Number.NEGATIVE_INFINITY;
  return since + ms > now ? since + ms : undefined;
}

/** Phases that end with a node in the cluster, or with a failure. */
const ON_THE_WAY: readonly NodePhase[] = ["adopted", "preparing", "rebooting", "prepared", "initialising", "joining"];
/** Milliseconds to wait for others in one phase (a slow card takes twelve minutes for the packages), and in all. */
const LONGEST_PHASE = 20 * 60_000;
const LONGEST_WAIT = 60 * 60_000;

/** The nodes to wait for now; one that is stuck, or comes and goes, is not waited for endlessly. */
export const onTheirWay = <N extends Pick<NodeRecord, "phase" | "since">>(
  all: readonly N[],
  now: number,
): readonly N[] => all.filter(({ phase, since }) => ON_THE_WAY.includes(phase) && now - since < LONGEST_PHASE);

/** Whether any other node that is on its way is to be waited for. */
export const othersOnTheirWay = (
  node: Pick<NodeRecord, "name" | "since">,
  waitedFor: readonly Pick<NodeRecord, "name">[],
  now: number,
): boolean => now - node.since <= LONGEST_WAIT && waitedFor.some(({ name }) => name !== node.name);
