/** One long operation of an agent: recorded before it is sent, found again after a broken connection. */
import { randomBytes } from "node:crypto";
import type { StepRecord } from "@rackberry/config";
import { AppError, type Frame, fromFailure, type Message, StepOutcome } from "@rackberry/protocol";
import type { OperationKind } from "../domain/node.ts";
import type { CommandOf } from "./connection.ts";
import type { Fleet, Session } from "./fleet.ts";

type Finished = NonNullable<Message<"result">["finished"]>;

/** How an operation ended when it did not fail. */
export type Outcome =
  | ({ readonly kind: "finished" } & Pick<Finished, "cluster" | "mirror" | "token">)
  | { readonly kind: "rebooting"; readonly reason: string };

export const newOperationId = (kind: OperationKind): string => `${kind}-${randomBytes(8).toString("hex")}`;

/**
 * Runs one operation. `build` makes the command; what it needs made first (a token) it makes after the id is on
 * disk, so that whatever a killed coordinator leaves behind can be found by it. Rejects as the operation failed.
 */
export async function operate(
  fleet: Fleet,
  session: Session,
  kind: OperationKind,
  build: (operationId: string) => Promise<CommandOf>,
  id = newOperationId(kind),
): Promise<Outcome> {
  fleet.store.update(session.name, { operation: { id, kind } });
  return send(fleet, session, id, await build(id));
}

/** Waits for an operation that runs already, or ran. Rejects with `unknown-operation` when the agent knows nothing of it. */
export const attach = (fleet: Fleet, session: Session, operationId: string): Promise<Outcome> =>
  send(fleet, session, operationId, { kind: "getOperation", value: { operationId } });

export async function send(fleet: Fleet, session: Session, id: string, command: CommandOf): Promise<Outcome> {
  const { store, changed } = fleet;
  const onFrame = (frame: Frame) => {
    const step = frame.kind === "event" ? frame.value.step : undefined;
    if (!step) return;
    session.progress = step.outcome === StepOutcome.STARTED ? `${step.step}` : session.progress;
    if (step.outcome !== StepOutcome.STARTED) store.addSteps(id, [stepRecord(session.name, step)]);
    changed.ring();
  };
  try {
    const result = await session.connection.request(command, "result", { onFrame });
    store.addSteps(
      id,
      (result.steps ?? []).map((step) => stepRecord(session.name, step)),
    );
    return outcomeOf(result);
  } finally {
    session.progress = "";
  }
}

function outcomeOf(result: Message<"result">): Outcome {
  if (result.failure) throw fromFailure(result.failure);
  if (result.rebooting) return { kind: "rebooting", reason: result.rebooting.reason || "a step asked for it" };
  if (result.finished) return { kind: "finished", ...result.finished };
  throw new AppError("unimplemented", "the agent ended an operation in an unknown way: update pi-coordinator");
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
