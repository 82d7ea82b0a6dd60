/** An operation in the journal: what changes and what fails; steps that were already done are only counted. */
import { codeOf, type StepEvent, StepOutcome } from "@rackberry/protocol";
import type { Journal } from "../journal.ts";
import { OPERATIONS, type Operation } from "../operations/index.ts";
import type { Result } from "./operation-record.ts";

export function tellStep(journal: Journal, { step, outcome, sentence, durationMs }: StepEvent): void {
  if (outcome === StepOutcome.STARTED) journal.info(`${step}: ${sentence}`);
  else if (outcome === StepOutcome.CHANGED) journal.info("step changed", { step, ms: durationMs });
  else if (outcome === StepOutcome.WOULD_CHANGE) journal.info(`${step} would change: ${sentence}`);
  else if (outcome === StepOutcome.FAILED) journal.error(`step failed: ${sentence}`, { step, ms: durationMs });
}

export function tellResult(journal: Journal, { kind, id }: Operation, result: Result): void {
  const { failure, rebooting, changed = 0, steps } = result;
  const name = OPERATIONS[kind].title;
  if (failure) {
    const code = codeOf(failure.code ?? 0);
    journal.error(`${name} failed: ${failure.message}`, { step: failure.step ?? "", code, operation: id });
    for (const line of (failure.detail ?? "").split("\n").slice(-10)) if (line.trim()) journal.error(`  ${line}`);
  } else if (rebooting) {
    journal.info(`${name} continues after a reboot: ${rebooting.reason}`, { changed: changed ?? 0, operation: id });
  } else {
    const ok = (steps?.length ?? 0) - (changed ?? 0);
    journal.info(`${name} done: ${changed} changed, ${ok} as they should be`, { operation: id });
  }
}
