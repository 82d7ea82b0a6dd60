/** One connected node: asks the planner again after every change, and does what it says. */
import { AppError } from "@rackberry/protocol";
import { delayAfter, OPERATION_BACKOFF } from "../domain/backoff.ts";
import { type Action, nextAction, stateDuring } from "../domain/next-action.ts";
import type { OperationKind } from "../domain/node.ts";
import { unsupported } from "../domain/support.ts";
import { type Facts, parseFacts } from "./facts.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { dropTokens } from "./join-tokens.ts";
import { attach, type Outcome } from "./operation.ts";
import { apply, init, join, reset, settle } from "./perform.ts";
import { clusterView, nodeView } from "./view.ts";

/** Milliseconds: names that arrive together are written together. */
const REFRESH_PAUSE = 150;
const REBOOT_PATIENCE = 60_000;
const FACTS_DEADLINE = 20_000;

/** Runs until the connection ends (`disconnected`) or the signal aborts. */
export async function runSession(fleet: Fleet, session: Session, signal: AbortSignal): Promise<void> {
  let facts = await refreshFacts(fleet, session);
  facts = await resume(fleet, session, facts, signal);
  while (!signal.aborted) {
    const heard = fleet.changed.rung;
    const view = nodeView(fleet, session, facts);
    const action = nextAction(view, clusterView(fleet));
    const record = recordOf(fleet, session.name);
    const pause = (record.phase === "failed" ? (record.nextTry ?? 0) : 0) - fleet.clock.now();
    if (pause > 0) {
      await fleet.changed.after(heard, pause, signal);
      continue;
    }
    setState(fleet, session, stateDuring(action, view));
    if (action.kind === "wait" || action.kind === "verify" || action.kind === "nothing") {
      await fleet.changed.after(heard, 3_600_000, signal);
    } else {
      await act(fleet, session, action.kind, facts, signal);
      facts = await refreshFacts(fleet, session);
    }
  }
}

type Work = Exclude<Action["kind"], "wait" | "verify" | "nothing">;

const KIND: { readonly [W in Work]: OperationKind } = {
  prepare: "apply",
  refresh: "apply",
  init: "init",
  join: "join",
  reset: "reset",
};

async function act(fleet: Fleet, session: Session, work: Work, facts: Facts, signal: AbortSignal): Promise<void> {
  if (work === "refresh") await fleet.clock.sleep(REFRESH_PAUSE, signal);
  const started = fleet.clock.monotonic();
  await conclude(fleet, session, KIND[work], begin(fleet, session, work, facts, signal), signal);
  const ms = Math.round(fleet.clock.monotonic() - started);
  fleet.log.info(`${work} ended`, { node: session.name, ms });
}

async function begin(fleet: Fleet, session: Session, work: Work, facts: Facts, signal: AbortSignal): Promise<Outcome> {
  const reason = unsupported(recordOf(fleet, session.name).role, fleet.rack.config.kubernetesVersion, facts);
  if (reason && work === "prepare") throw new AppError("refused", reason);
  switch (work) {
    case "prepare":
    case "refresh":
      return apply(fleet, session, work);
    case "init":
      return init(fleet, session, facts);
    case "join":
      return join(fleet, session, facts, signal);
    case "reset":
      return reset(fleet, session, facts);
    default:
      return work satisfies never;
  }
}

/** An operation that was sent before the connection broke, or by an earlier life of the coordinator. */
async function resume(fleet: Fleet, session: Session, facts: Facts, signal: AbortSignal): Promise<Facts> {
  const recorded = recordOf(fleet, session.name).operation;
  const id = recorded?.id ?? facts.operationId;
  if (!id) return facts;
  const kind = recorded?.kind ?? "apply";
  if (facts.operationId === id && kind !== "apply") {
    setState(fleet, session, { phase: kind === "init" ? "initialising" : kind === "join" ? "joining" : "preparing" });
  }
  fleet.log.info("looks for the operation that was sent earlier", { node: session.name, operation: id });
  await conclude(fleet, session, kind, attach(fleet, session, id), signal);
  return refreshFacts(fleet, session);
}

/** Waits for an operation and records its end, good or bad. Rejects only when the session is over. */
async function conclude(
  fleet: Fleet,
  session: Session,
  kind: OperationKind,
  operation: Promise<Outcome>,
  signal: AbortSignal,
): Promise<void> {
  try {
    const outcome = await operation;
    await settle(fleet, session, kind, outcome, signal);
    session.failures = 0;
    if (outcome.kind === "rebooting") await untilItReboots(fleet, session, outcome.reason, signal);
  } catch (cause) {
    const error = AppError.from(cause);
    // Nothing is known of the operation then: its record stays, and the next session asks.
    if (signal.aborted || error.code === "disconnected") throw error;
    await fail(fleet, session, kind, error, signal);
  }
}

async function fail(fleet: Fleet, session: Session, kind: OperationKind, error: AppError, signal: AbortSignal) {
  fleet.store.update(session.name, { operation: undefined });
  await dropTokens(fleet, session.name, signal);
  // The agent forgot it (a reboot), or it was never sent: the facts say what to do instead.
  if (error.code === "unknown-operation") return;
  const running = error.code === "busy" ? (await refreshFacts(fleet, session)).operationId : "";
  if (running) return void (await attach(fleet, session, running).catch(ignoreOutcome));
  session.failures++;
  const nextTry = fleet.clock.now() + delayAfter(session.failures, OPERATION_BACKOFF);
  const cause = [kind, error.step, error.message].filter((part) => part !== "").join(": ");
  fleet.log.error(`${cause}`, { node: session.name, detail: error.detail.slice(-1000) });
  setState(fleet, session, { phase: "failed", cause, nextTry });
}

/** Somebody else's operation is only waited for. */
function ignoreOutcome(cause: unknown): void {
  const error = AppError.from(cause);
  if (error.code === "disconnected") throw error;
}

async function untilItReboots(fleet: Fleet, session: Session, reason: string, signal: AbortSignal): Promise<void> {
  setState(fleet, session, { phase: "rebooting", detail: `reboots: ${reason}` });
  // The connection ends with the system, and the signal with the connection.
  await fleet.clock.sleep(REBOOT_PATIENCE, signal);
}

async function refreshFacts(fleet: Fleet, session: Session): Promise<Facts> {
  const reply = await session.connection.request({ kind: "getFacts", value: {} }, "facts", { timeout: FACTS_DEADLINE });
  const facts = parseFacts(reply);
  session.facts = facts;
  const remote = session.link.remoteAddress;
  const address = remote === "" || remote.startsWith("127.") ? facts.addresses[0] : remote;
  const record = recordOf(fleet, session.name);
  if (address && record.address !== address) {
    fleet.store.update(session.name, { address });
    fleet.log.info("address", { node: session.name, address, before: record.address });
    fleet.changed.ring();
  }
  return facts;
}

function setState(fleet: Fleet, session: Session, state: Parameters<Fleet["store"]["setState"]>[1]): void {
  const before = recordOf(fleet, session.name);
  fleet.store.setState(session.name, state, fleet.clock.now());
  if (before.phase === state.phase) return;
  fleet.log.info(`${session.name}: ${before.phase} → ${state.phase}`, { detail: recordOf(fleet, session.name).detail });
  fleet.changed.ring();
}
