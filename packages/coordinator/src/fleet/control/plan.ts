/** `pictl plan`: what would change on each node, asked of the nodes themselves. */

import type { PlanReport } from "@rackberry/config";
import { AppError, type OperationKind } from "@rackberry/protocol";
import type { Action } from "../../domain/next-action.ts";
import type { NodeRecord } from "../../domain/node.ts";
import { rulesOf } from "../../domain/plan.ts";
import type { Clock } from "../base/clock.ts";
import { recordOf } from "../base/site.ts";
import { versionAwaited } from "../cluster/kubernetes-version.ts";
import type { Session } from "../nodes/connected.ts";
import { isOperationKind, WORK } from "../work/index.ts";
import { knownAgent, knownNode, rackView } from "../work/known.ts";
import { newOperationId, stepRecord } from "../work/operation.ts";
import type { Working } from "../work/working.ts";
import { noticesOf, type Told } from "./notices.ts";
import { nodeStatus } from "./status.ts";

const DEADLINE = 120_000;
/** Milliseconds to wait for a busy agent: enough while it writes names or routes; apt and kubeadm take minutes. */
const PATIENCE = 15_000;
const RETRY = 300;

export async function planOf(site: Working & Told): Promise<PlanReport> {
  const nodes = await Promise.all(site.store.nodes().map((node) => planNode(site, node)));
  return { notices: noticesOf(site), nodes };
}

async function planNode(site: Working, record: NodeRecord): Promise<PlanReport["nodes"][number]> {
  const { name, phase } = record;
  const session = site.sessions.get(name);
  if (!session?.facts) return { name, changes: [], error: `not connected (${phase})` };
  const awaited = versionAwaited(site);
  if (awaited) return { name, changes: [], error: awaited };
  try {
    const changes = [...(await changesOf(site, session, "apply"))];
    // What comes next, supposing that preparation is done.
    const agent = knownAgent(site, record, session, session.facts);
    const { kind } = rulesOf(rackView(site)).next(knownNode(site, record), agent, { prepared: true }).action;
    const next = plannedOf(kind);
    if (next) changes.push(...(await changesOf(site, session, next)));
    if (kind === "stop" || kind === "await-departure") return { name, changes, trouble: recordOf(site, name).detail };
    if (kind !== "verify") return { name, changes };
    const { detail, culprits } = nodeStatus(site, recordOf(site, name));
    return { name, changes, trouble: detail, ...(culprits && { culprits }) };
  } catch (cause) {
    return { name, changes: [], error: AppError.from(cause).message };
  }
}

type Changes = PlanReport["nodes"][number]["changes"];

/** The operation that follows preparation, whose changes are already listed; undefined when none does. */
function plannedOf(kind: Action["kind"]): OperationKind | undefined {
  // Both lead to a join sooner or later.
  if (kind === "wait" || kind === "await-join") return "join";
  return isOperationKind(kind) ? kind : undefined;
}

async function changesOf(site: Working, { name, connection }: Session, kind: OperationKind): Promise<Changes> {
  const { planned, rehearsal } = WORK[kind];
  if (!rehearsal) return planned ? [planned] : [];
  const dryRun = rehearsal(site, name, newOperationId(kind));
  const ask = () => connection.request(dryRun, "result", { timeout: DEADLINE });
  const result = await unlessBusy(site.clock, ask);
  if (result.failure) throw new AppError("command-failed", result.failure.message ?? "");
  return (
    (result.steps ?? [])
      .map((step) => stepRecord(name, step))
      // A step that would not change anything but has a sentence is a note to the owner.
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
      if (clock.monotonic() > end) throw new AppError("busy", `${error.message}: try again when it is done`, { cause });
      await clock.sleep(RETRY, new AbortController().signal);
    }
  }
}
