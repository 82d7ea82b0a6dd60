/** Who goes first while a rack comes up, and what can wait until all have come. Pure. */
import type { NodePhase } from "@rackberry/config";
import type { NodeRecord } from "./node.ts";

/**
 * Milliseconds by which the control plane begins before its workers. They have the same to do, and then wait until it has
 * made the cluster, which takes any Pi longer than this: so it costs them nothing.
 */
export const HEAD_START = 15_000;
/** And of its initialisation, in which it unpacks what the cluster is made of: all wait for the end of that. */
const FIRST_OF_INIT = 5_000;

/** Until when the worker waits, milliseconds since 1970; undefined when it does not. */
export function headStart(
  worker: Pick<NodeRecord, "since">,
  all: readonly Pick<NodeRecord, "role" | "phase" | "since">[],
  { ms, now }: { readonly ms: number; readonly now: number },
): number | undefined {
  const until = headStartEnd(
    all.find(({ role }) => role === "control-plane"),
    worker.since,
    ms,
  );
  return until > now ? until : undefined;
}

function headStartEnd(first: Pick<NodeRecord, "phase" | "since"> | undefined, seen: number, ms: number): number {
  switch (first?.phase) {
    case undefined:
    case "adopting":
    case "adopted":
      return seen + ms;
    case "preparing":
      return first.since + ms;
    case "initialising":
      return first.since + Math.min(ms, FIRST_OF_INIT);
    default:
      return Number.NEGATIVE_INFINITY;
  }
}

/** Phases that end with a node in the cluster, or with a failure. */
const ON_THE_WAY: readonly NodePhase[] = ["adopted", "preparing", "rebooting", "prepared", "initialising", "joining"];
/** Milliseconds that others are given for one phase (a slow card takes twelve minutes for the packages), and for all. */
const LONGEST_PHASE = 20 * 60_000;
const LONGEST_WAIT = 60 * 60_000;

/** Whether there is somebody to wait for; one that stays where it is, or comes and goes, is not waited for without end. */
export function othersOnTheirWay(
  node: Pick<NodeRecord, "name" | "since">,
  all: readonly Pick<NodeRecord, "name" | "phase" | "since">[],
  now: number,
): boolean {
  if (now - node.since > LONGEST_WAIT) return false;
  return all.some(
    ({ name, phase, since }) => name !== node.name && ON_THE_WAY.includes(phase) && now - since < LONGEST_PHASE,
  );
}
