/** `pictl plan`: what would change on each node, asked of the nodes themselves. */
import type { PlanReport } from "@rackberry/config";
import { AppError, nodeSpecMessage } from "@rackberry/protocol";
import { nextAction } from "../domain/next-action.ts";
import type { NodeRecord } from "../domain/node.ts";
import { WORKER_STEPS } from "../domain/spec.ts";
import type { Clock } from "./clock.ts";
import type { CommandOf } from "./connection.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { versionAwaited } from "./kubernetes-version.ts";
import { mirrorCommand } from "./mirror.ts";
import { noticesOf } from "./notices.ts";
import { newOperationId, stepRecord } from "./operation.ts";
import { nodeStatus } from "./status.ts";
import { clusterView, nodeView, specOf } from "./view.ts";

const DEADLINE = 120_000;
/** Milliseconds. Names and routes are written in a moment, which is waited for; apt and kubeadm take their minutes. */
const PATIENCE = 15_000;
const RETRY = 300;
/** Ends in the cluster, sooner or later. */
const JOINS: readonly string[] = ["join", "wait", "await-join"];

export async function planOf(fleet: Fleet): Promise<PlanReport> {
  const nodes = await Promise.all(fleet.store.nodes().map((node) => planNode(fleet, node)));
  return { notices: noticesOf(fleet), nodes };
}

async function planNode(fleet: Fleet, { name, role, phase }: NodeRecord): Promise<PlanReport["nodes"][number]> {
  const session = fleet.sessions.get(name);
  if (!session?.facts) return { name, changes: [], error: `not connected (${phase})` };
  const awaited = versionAwaited(fleet);
  if (awaited) return { name, changes: [], error: awaited };
  const operationId = newOperationId("apply");
  const spec = nodeSpecMessage(specOf(fleet, name));
  const skip = role === "control-plane" ? [...WORKER_STEPS] : [];
  const value = { operationId, spec, dryRun: true, skip, coordinatorClockMs: fleet.clock.now() };
  try {
    const changes = [...(await changesOf(fleet, session, { kind: "apply", value }))];
    // As if preparation were done: what comes after it.
    const seen = nodeView(fleet, session, session.facts);
    const view = { ...seen, applied: "current", upgradeDue: false, granted: true } as const;
    const { kind } = nextAction(view, clusterView(fleet, session));
    if (kind === "init") changes.push({ step: "kubeadm-init", sentence: "make it the control plane of a new cluster" });
    if (kind === "grant") changes.push({ step: "coordinator-access", sentence: "give the coordinator its access" });
    if (JOINS.includes(kind)) changes.push({ step: "kubeadm-join", sentence: "join it to the cluster" });
    if (kind === "mirror") {
      changes.push(...(await changesOf(fleet, session, mirrorCommand(fleet, name, newOperationId("mirror"), true))));
    }
    if (kind === "stop" || kind === "await-departure") return { name, changes, trouble: recordOf(fleet, name).detail };
    if (kind !== "verify") return { name, changes };
    const { detail, culprits } = nodeStatus(fleet, recordOf(fleet, name));
    return { name, changes, trouble: detail, ...(culprits && { culprits }) };
  } catch (cause) {
    return { name, changes: [], error: AppError.from(cause).message };
  }
}

type Changes = PlanReport["nodes"][number]["changes"];

async function changesOf(fleet: Fleet, { name, connection }: Session, dryRun: CommandOf): Promise<Changes> {
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
