/** One connected node: asks the planner again after every change, and does what it says. */
import type { NodeRole } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { type Action, type NodeView, nextAction, stateDuring } from "../domain/next-action.ts";
import type { OperationKind } from "../domain/node.ts";
import { refreshAt } from "../domain/refresh-pace.ts";
import { unsupported } from "../domain/support.ts";
import { conclude } from "./conclude.ts";
import type { Facts } from "./facts.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { firstLook, followServices } from "./follow-services.ts";
import { knownVersion } from "./kubernetes-version.ts";
import { mirror } from "./mirror.ts";
import { attach, type Outcome } from "./operation.ts";
import { apply, grant, init, join, reset } from "./perform.ts";
import { refreshFacts } from "./refresh-facts.ts";
import { setState } from "./set-state.ts";
import { forgetUnusedSettings } from "./unused-settings.ts";
import { resumeUpgrade, upgrade } from "./upgrade.ts";
import { clusterView, nodeView } from "./view.ts";

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
    setState(fleet, session, stateDuring(action, view));
    const early = untilRefresh(fleet, session, view, action);
    if (isIdle(action.kind)) {
      await fleet.changed.after(heard, idleFor(fleet, record.role, action), signal);
    } else if (early > 0) {
      await fleet.changed.after(heard, early, signal);
    } else {
      await act(fleet, session, action.kind, facts, signal);
      facts = await refreshFacts(fleet, session);
    }
  }
}

type Work = Exclude<Action["kind"], Idle>;

const KIND: { readonly [W in Work]: OperationKind } = {
  prepare: "apply",
  refresh: "apply",
  init: "init",
  grant: "grant",
  complete: "apply",
  join: "join",
  reset: "reset",
  upgrade: "upgrade",
  mirror: "mirror",
};

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

async function act(fleet: Fleet, session: Session, work: Work, facts: Facts, signal: AbortSignal): Promise<void> {
  session.lacksSince = undefined;
  const started = fleet.clock.monotonic();
  await conclude(fleet, session, KIND[work], begin(fleet, session, work, facts, signal), signal);
  const ms = Math.round(fleet.clock.monotonic() - started);
  fleet.log.info(`${work} ended`, { node: session.name, ms });
}

async function begin(fleet: Fleet, session: Session, work: Work, facts: Facts, signal: AbortSignal): Promise<Outcome> {
  if (work === "prepare") {
    const reason = unsupported(recordOf(fleet, session.name).role, knownVersion(fleet), facts);
    if (reason) throw new AppError("refused", reason);
  }
  switch (work) {
    case "prepare":
    case "refresh":
    case "complete":
      return apply(fleet, session, work, facts);
    case "init":
      return init(fleet, session, facts);
    case "grant":
      return grant(fleet, session);
    case "join":
      return join(fleet, session, facts, signal);
    case "reset":
      return reset(fleet, session, facts);
    case "upgrade":
      return upgrade(fleet, session);
    case "mirror":
      return mirror(fleet, session);
    default:
      return work satisfies never;
  }
}

/** Undefined: the operation changes nothing in what the node is, which may well be ready. */
function phaseDuring(kind: OperationKind, { initialised, joined }: Facts) {
  switch (kind) {
    case "init":
      return "initialising";
    case "join":
      return "joining";
    case "apply":
      return initialised || joined ? undefined : "preparing";
    case "upgrade":
    case "mirror":
      return undefined;
    default:
      return "preparing";
  }
}

/** An operation that was sent before the connection broke, or by an earlier life of the coordinator. */
async function resume(fleet: Fleet, session: Session, facts: Facts, signal: AbortSignal): Promise<Facts> {
  const recorded = recordOf(fleet, session.name).operation;
  const id = recorded?.id ?? facts.operationId;
  if (!id) return facts;
  const kind = recorded?.kind ?? "apply";
  const phase = facts.operationId === id ? phaseDuring(kind, facts) : undefined;
  if (phase) setState(fleet, session, { phase });
  fleet.log.info("looks for the operation that was sent earlier", { node: session.name, operation: id });
  const found = kind === "upgrade" ? resumeUpgrade(fleet, session, id) : attach(fleet, session, kind, id);
  await conclude(fleet, session, kind, found, signal);
  return refreshFacts(fleet, session);
}
