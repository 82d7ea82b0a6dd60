/** One connected node: asks the planner again after every change, and does what it says. */
import type { NodeRole } from "@rackberry/config";
import { type Action, type NodeView, nextAction, stateDuring, type WorkKind } from "../domain/next-action.ts";
import type { NodeState } from "../domain/node.ts";
import { refreshAt } from "../domain/refresh-pace.ts";
import { tooOld } from "../domain/too-old.ts";
import { conclude, waitOut } from "./conclude.ts";
import type { Facts } from "./facts.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { firstLook, followServices } from "./follow-services.ts";
import { attach } from "./operation.ts";
import { refreshFacts } from "./refresh-facts.ts";
import { setState } from "./set-state.ts";
import { forgetUnusedSettings } from "./unused-settings.ts";
import { clusterView, nodeView } from "./view.ts";
import { begin, isOperationKind, operationOf, WORK } from "./work/index.ts";

/** Runs until the connection ends (`disconnected`) or the signal aborts. */
export async function runSession(fleet: Fleet, session: Session, signal: AbortSignal): Promise<void> {
  let facts = await refreshFacts(fleet, session);
  facts = await resume(fleet, session, facts, signal);
  await firstLook(fleet, session, () => nodeView(fleet, session, facts), signal);
  while (!signal.aborted) {
    const heard = fleet.changed.rung;
    if (session.isStale) facts = await refreshFacts(fleet, session);
    forgetUnusedSettings(fleet, session, facts);
    followServices(fleet, session, nodeView(fleet, session, facts), signal);
    const view = nodeView(fleet, session, facts);
    const action = nextAction(view, clusterView(fleet, session));
    const record = recordOf(fleet, session.name);
    const pause = (record.phase === "failed" ? (record.nextTry ?? 0) : 0) - fleet.clock.now();
    if (pause > 0) {
      await fleet.changed.after(heard, pause, signal);
      continue;
    }
    const old = outdated(fleet, session, action, view);
    setState(fleet, session, old ?? stateDuring(action, view));
    const early = untilRefresh(fleet, session, view, action);
    if (old) {
      // It is not asked again and again: the status says what to do, and the agent that comes then is another session.
      await fleet.changed.after(heard, 3_600_000, signal);
    } else if (isIdle(action.kind)) {
      await fleet.changed.after(heard, idleFor(fleet, record.role, action), signal);
    } else if (early > 0) {
      await fleet.changed.after(heard, early, signal);
    } else {
      await act(fleet, session, action.kind, facts, signal);
      facts = await refreshFacts(fleet, session);
    }
  }
}

type Idle = (typeof IDLE)[number];

const IDLE = [
  "wait",
  "await-version",
  "await-mirror",
  "await-head-start",
  "await-departure",
  "await-join",
  "await-others",
  "stop",
  "verify",
  "nothing",
] as const;

const isIdle = (kind: Action["kind"]): kind is Idle => IDLE.some((idle) => idle === kind);

/** Milliseconds between two looks at others: that one of them takes too long rings nowhere. */
const LOOK_AT_OTHERS = 60_000;

/** Milliseconds; nothing changes when the time has come to fill the mirror, or to join, once more. */
function idleFor({ store, clock }: Fleet, role: NodeRole, action: Action): number {
  if (action.kind === "await-join" || action.kind === "await-head-start")
    return Math.max(action.until - clock.now(), 0);
  if (action.kind === "await-others") return LOOK_AT_OTHERS;
  const pause = (store.mirror()?.nextTry ?? 0) - clock.now();
  return role === "control-plane" && pause > 0 ? Math.min(pause, 3_600_000) : 3_600_000;
}

/** Milliseconds until a node that lacks names and routes is told them; 0 when that is not what it lacks. */
function untilRefresh({ clock, store }: Fleet, session: Session, view: NodeView, { kind }: Action): number {
  const now = clock.monotonic();
  session.lacksSince = kind === "refresh" ? (session.lacksSince ?? now) : undefined;
  if (session.lacksSince === undefined) return 0;
  const joins = !view.inCluster && store.cluster() !== undefined;
  return refreshAt({ since: session.lacksSince, told: session.told, nodes: store.nodes().length, joins }) - now;
}

/** The state of a node whose agent does not know what comes next; undefined while it knows. A ready node stays what it is. */
function outdated(fleet: Fleet, { connection }: Session, action: Action, view: NodeView): NodeState | undefined {
  const operation = isIdle(action.kind) ? undefined : operationOf(action.kind);
  if (!operation || connection.knows(operation)) return undefined;
  if (!connection.lacking.has(operation)) fleet.changed.ring();
  connection.lacking.add(operation);
  return view.inCluster ? stateDuring(action, view) : { phase: "failed", cause: tooOld("its", operation) };
}

async function act(fleet: Fleet, session: Session, work: WorkKind, facts: Facts, signal: AbortSignal): Promise<void> {
  session.lacksSince = undefined;
  const started = fleet.clock.monotonic();
  await conclude(fleet, session, operationOf(work), begin(fleet, session, work, { facts, signal }), signal);
  const ms = Math.round(fleet.clock.monotonic() - started);
  fleet.log.info(`${work} ended`, { node: session.name, ms });
}

/** An operation that was sent before the connection broke, or by an earlier life of the coordinator, or by somebody else. */
async function resume(fleet: Fleet, session: Session, facts: Facts, signal: AbortSignal): Promise<Facts> {
  const recorded = recordOf(fleet, session.name).operation;
  const id = recorded?.id ?? facts.operationId;
  if (!id) return facts;
  if (recorded && isOperationKind(recorded.kind)) {
    const work = WORK[recorded.kind];
    const phase = facts.operationId === id ? work.phase(facts) : undefined;
    if (phase) setState(fleet, session, { phase });
    fleet.log.info("looks for the operation that was sent earlier", { node: session.name, operation: id });
    const found = work.find?.(fleet, session, id) ?? attach(fleet, session, recorded.kind, id);
    await conclude(fleet, session, recorded.kind, found, signal);
  } else {
    fleet.log.info("waits for an operation that somebody else began", { node: session.name, operation: id });
    await waitOut(fleet, session, id, signal);
    // Recorded by a coordinator that knows more kinds than this one.
    if (recorded) fleet.store.update(session.name, { operation: undefined });
  }
  return refreshFacts(fleet, session);
}
