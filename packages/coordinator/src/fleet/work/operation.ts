/** One long operation of an agent: recorded before it is sent, found again after a broken connection. */

import { randomBytes } from "node:crypto";
import type { StepRecord } from "@rackberry/config";
import { AppError, fromFailure, type Message, type OperationKind, StepOutcome } from "@rackberry/protocol";
import { timeLeft, timeLimitsFor } from "../../domain/time-limits.ts";
import type { Clock } from "../base/clock.ts";
import type { Site } from "../base/site.ts";
import type { Session } from "../nodes/connected.ts";
import type { CommandOf } from "../nodes/connection.ts";

type Finished = NonNullable<Message<"result">["finished"]>;

/** How an operation ended when it did not fail. */
export type Outcome =
  | ({ readonly kind: "finished" } & Pick<Finished, "cluster" | "mirror" | "token">)
  | { readonly kind: "rebooting"; readonly reason: string };

/** In lower case: the grammar of ids allows no capitals, and kinds of several words have some. */
export const newOperationId = (kind: OperationKind): string =>
  `${kind.toLowerCase()}-${randomBytes(8).toString("hex")}`;

/**
 * Runs one operation. `build` makes the command, and whatever the command needs first (a token). It runs after the id
 * is on disk, so that what a killed coordinator leaves behind can be found by that id. Rejects with the operation's
 * error.
 */
export async function operate(
  site: Site,
  session: Session,
  kind: OperationKind,
  build: (operationId: string) => Promise<CommandOf>,
  id = newOperationId(kind),
): Promise<Outcome> {
  site.store.update(session.name, { operation: { id, kind } });
  return send(site, session, { id, kind }, await build(id));
}

/**
 * Waits for an operation that is running or has ended; `kind` is undefined when it has no record here. Rejects with
 * `unknown-operation` when the agent does not know it either.
 */
export const attach = (
  site: Site,
  session: Session,
  kind: OperationKind | undefined,
  operationId: string,
): Promise<Outcome> => send(site, session, { id: operationId, kind }, { kind: "getOperation", value: { operationId } });

/** Steps that one operation may report; a genuine one has two dozen, each with a start and an end. */
const MOST_STEPS = 500;
/** Milliseconds between two notifications of an operation's progress. */
const NOTIFY_PAUSE = 250;

type Sending = Pick<Site, "store" | "clock" | "changed">;
type Receiver = Pick<Session, "name" | "connection" | "link" | "progress">;

/**
 * Sends the command and waits for its result, whose steps are recorded before it returns. Without a kind the operation
 * is not this coordinator's, and nothing is recorded. Rejects with `timeout` when the agent takes too long, `refused`
 * when it reports more than MOST_STEPS steps.
 */
export async function send(
  { store, changed, clock }: Sending,
  session: Receiver,
  { id, kind }: { readonly id: string; readonly kind: OperationKind | undefined },
  command: CommandOf,
): Promise<Outcome> {
  const deadline = deadlineOf(kind, clock);
  const keep = (steps: readonly StepRecord[]) => kind && store.addSteps(id, steps);
  let steps = 0;
  let notifiedAt = Number.NEGATIVE_INFINITY;
  const onEvent = ({ step }: Message<"event">) => {
    deadline.heard();
    if (!step) return;
    if (++steps > MOST_STEPS) throw tooMuch(session, kind);
    if (step.outcome !== StepOutcome.STARTED) return void keep([stepRecord(session.name, step)]);
    session.progress = (step.step ?? "").slice(0, 64);
    // Only for display: a step that starts within the pause shows at the next notification.
    if (clock.monotonic() - notifiedAt < NOTIFY_PAUSE) return;
    notifiedAt = clock.monotonic();
    changed.notify();
  };
  try {
    const result = await session.connection.request(command, "result", { onEvent, signal: deadline.signal });
    const told = (result.steps ?? []).slice(0, MOST_STEPS);
    keep(told.map((step) => stepRecord(session.name, step)));
    store.writeSteps();
    return outcomeOf(result);
  } finally {
    deadline.end();
    session.progress = "";
  }
}

/** Returns the error; the link is terminated once the error is recorded. */
function tooMuch({ name, link }: Receiver, kind: OperationKind | undefined): AppError {
  setImmediate(() => link.terminate());
  const words = `${kind ?? "an operation"} reported more than ${MOST_STEPS} steps, so its connection was closed`;
  return new AppError("refused", `${words}: something other than pi-agent may be running on ${name}`);
}

/** Its signal aborts with `timeout`. Call `heard` for every event of the operation. */
function deadlineOf(kind: OperationKind | undefined, clock: Clock) {
  const late = new AbortController();
  const over = new AbortController();
  const limits = timeLimitsFor(kind);
  const began = clock.monotonic();
  let heard = began;
  const watch = async () => {
    for (;;) {
      const { ms, sentence } = timeLeft(limits, { began, heard, now: clock.monotonic() });
      if (ms <= 0) return late.abort(new AppError("timeout", sentence));
      await clock.sleep(ms, over.signal);
    }
  };
  watch().catch(() => {}); // It ended in time.
  return {
    signal: late.signal,
    heard: () => {
      heard = clock.monotonic();
    },
    end: () => over.abort(),
  };
}

function outcomeOf(result: Message<"result">): Outcome {
  if (result.failure) throw fromFailure(result.failure);
  if (result.rebooting) {
    return { kind: "rebooting", reason: (result.rebooting.reason || "a step requires it").slice(0, 300) };
  }
  if (result.finished) return { kind: "finished", ...result.finished };
  throw new AppError("unimplemented", "the agent ended an operation in an unknown way: install a newer pi-coordinator");
}

const OUTCOMES: Readonly<Record<number, StepRecord["outcome"]>> = {
  [StepOutcome.OK]: "ok",
  [StepOutcome.CHANGED]: "changed",
  [StepOutcome.WOULD_CHANGE]: "would-change",
  [StepOutcome.FAILED]: "failed",
  [StepOutcome.STARTED]: "started",
};

export function stepRecord(
  node: string,
  step: NonNullable<NonNullable<Message<"result">["steps"]>[number]>,
): StepRecord {
  return {
    node,
    step: (step.step ?? "").slice(0, 64),
    outcome: OUTCOMES[step.outcome ?? 0] ?? "ok",
    durationMs: step.durationMs ?? 0,
    toolMs: step.toolMs ?? 0,
    // protobufjs gives 64-bit numbers as objects.
    atMs: Number(step.atMs ?? 0),
    sentence: (step.sentence ?? "").slice(0, 500),
  };
}
