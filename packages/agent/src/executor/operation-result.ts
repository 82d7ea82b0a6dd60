/** How an operation ended, as the message for the coordinator. */
import { type AppError, type StepEvent, StepOutcome, toFailure } from "@rackberry/protocol";
import type { Told } from "../operations/operation.ts";
import type { Result } from "./operation-record.ts";
import { redact } from "./redact.ts";

export type Performed =
  | ({ readonly outcome: "finished"; readonly steps: readonly StepEvent[] } & Told)
  | { readonly outcome: "rebooting"; readonly steps: readonly StepEvent[]; readonly reason: string };

/** `before`: steps that changed something before the agent restarted, and are now found done. */
export function finishedResult(
  id: string,
  { steps, cluster, mirror, token }: Extract<Performed, { outcome: "finished" }>,
  before: readonly StepEvent[],
): Result {
  return {
    operationId: id,
    ...counted(steps, before),
    finished: { cluster, token, mirror: mirror && { ...mirror, registries: [...mirror.registries] } },
  };
}

export function rebootingResult(
  id: string,
  { steps, reason }: Extract<Performed, { outcome: "rebooting" }>,
  before: readonly StepEvent[],
): Result {
  return { operationId: id, ...counted(steps, before), rebooting: { reason } };
}

export function failedResult(id: string, error: AppError, before: readonly StepEvent[]): Result {
  const { message, detail, ...failure } = toFailure(error);
  const words = { message: redact(message ?? ""), detail: redactLines(detail ?? "") };
  return { operationId: id, ...counted([], before), failure: { ...failure, ...words } };
}

function counted(steps: readonly StepEvent[], before: readonly StepEvent[]): Pick<Result, "steps" | "changed"> {
  const merged = new Map(before.map((event) => [event.step, event]));
  const all = steps.map((event) => (event.outcome === StepOutcome.OK ? (merged.get(event.step) ?? event) : event));
  const list = steps.length > 0 ? all : [...merged.values()];
  const counts = ({ outcome }: StepEvent) => outcome === StepOutcome.CHANGED || outcome === StepOutcome.WOULD_CHANGE;
  return {
    steps: list.map((event) => ({ ...event, sentence: redact(event.sentence) })),
    changed: list.filter(counts).length,
  };
}

const redactLines = (text: string) => text.split("\n").map(redact).join("\n");
