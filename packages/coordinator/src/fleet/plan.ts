/** `pictl plan`: what would change on each node, asked of the nodes themselves. */
import type { PlanReport } from "@rackberry/config";
import { AppError, type OperationKind } from "@rackberry/protocol";
import type { Action } from "../domain/next-action.ts";
import type { NodeRecord } from "../domain/node.ts";
import { rulesOf } from "../domain/plan.ts";
import type { Clock } from "./clock.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { knownAgent, knownNode, rackView } from "./known.ts";
import { versionAwaited } from "./kubernetes-version.ts";
import { noticesOf } from "./notices.ts";
import { newOperationId, stepRecord } from "./operation.ts";
import { nodeStatus } from "./status.ts";
import { isOperationKind, WORK } from "./work/index.ts";

const DEADLINE = 120_000;
/** Milliseconds. Names and routes are written in a moment, which is waited for; apt and kubeadm take their minutes. */
const PATIENCE = 15_000;
const RETRY = 300;

export async function planOf(fleet: Fleet): Promise<PlanReport> {
  const nodes = await Promise.all(fleet.store.nodes().map((node) => planNode(fleet, node)));
  return { notices: noticesOf(fleet), nodes };
}

async function planNode(fleet: Fleet, record: NodeRecord): Promise<PlanReport["nodes"][number]> {
  const { name, phase } = record;
  const session = fleet.sessions.get(name);
  if (!session?.facts) return { name, changes: [], error: `not connected (${phase})` };
  const awaited = versionAwaited(fleet);
  if (awaited) return { name, changes: [], error: awaited };
  try {
    const changes = [...(await changesOf(fleet, session, "apply"))];
    // As if preparation were done: what comes after it.
    const agent = knownAgent(fleet, record, session, session.facts);
    const { kind } = rulesOf(rackView(fleet)).next(knownNode(fleet, record), agent, { prepared: true }).action;
    const next = plannedOf(kind);
    if (next) changes.push(...(await changesOf(fleet, session, next)));
    if (kind === "stop" || kind === "await-departure") return { name, changes, trouble: recordOf(fleet, name).detail };
    if (kind !== "verify") return { name, changes };
    const { detail, culprits } = nodeStatus(fleet, recordOf(fleet, name));
    return { name, changes, trouble: detail, ...(culprits && { culprits }) };
  } catch (cause) {
    return { name, changes: [], error: AppError.from(cause).message };
  }
}

type Changes = PlanReport["nodes"][number]["changes"];

/** What comes after preparation, whose parts have been asked for; undefined when that is nothing. */
function plannedOf(kind: Action["kind"]): OperationKind | undefined {
  // They end in the cluster, sooner or later.
  if (kind === "wait" || kind === "await-join") return "join";
  return isOperationKind(kind) ? kind : undefined;
}

async function changesOf(fleet: Fleet, { name, connection }: Session, kind: OperationKind): Promise<Changes> {
  const { planned, rehearsal } = WORK[kind];
  if (!rehearsal) return planned ? [planned] : [];
  const dryRun = rehearsal(fleet, name, newOperationId(kind));
  const ask = () => connection.request(dryRun, "result", { timeout: DEADLINE });
  const result = await unlessBusy(fleet.clock, ask);
  if (result.failure) throw new AppError("command-failed", result.failure.message ?? "");
  return (
    (result.steps ?? [])
      .map((step) => stepRecord(name, step))
      // A sentence of what would not change is what a person should know of it.
      .filter((step) => step.outcome === "would-change" || step.sentence !== "")
      .map(({ step, sentence, outcome }) => ({
        ...{ step, sentence },
        ...(outcome === "would-change" ? {} : { isNote: true as const }),
      }))
  );
}

/** An agent does one thing at a time. */
async function unlessBusy<T>(clock: Clock, ask: () => Promise<T>): Promise<T> {
  const end = clock.monotonic() + PATIENCE;
  for (;;) {
    try {
      return await ask();
    } catch (cause) {
      const error = AppError.from(cause);
      if (error.code !== "busy") throw error;
      if (clock.monotonic() > end) throw new AppError("busy", `${error.message}: ask again when it is done`);
      await clock.sleep(RETRY, new AbortController().signal);
    }
  }
}
