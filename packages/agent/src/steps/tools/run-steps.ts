/** The one loop that runs all steps: check, apply, check again. A dry run is the same loop without apply. */
import { AppError, type StepEvent, StepOutcome } from "@rackberry/protocol";
import type { Clock, Host } from "../../host/host.ts";
import { meteredHost } from "./metered-host.ts";
import { rememberingHost } from "./remembering-host.ts";
import { sentenceOf } from "./sentence.ts";
import type { Step, StepContext } from "./step.ts";

export interface RunStepsOptions {
  readonly host: Host;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Aborts when no further step is to begin; a step that has begun runs to its end. */
  readonly stop?: AbortSignal;
  /** Check only. */
  readonly dryRun?: boolean;
  /** Names of the steps to run; empty or absent: all. */
  readonly only?: readonly string[];
  /** Names of the steps to leave out. */
  readonly skip?: readonly string[];
  /** Called when a step begins a change, and when it ends. */
  readonly report: (event: StepEvent) => void;
  /** A line that a tool printed while the step ran. */
  readonly output?: (step: string, line: string) => void;
}

export interface StepsResult {
  /** Rebooting: the caller restarts the host now, and runs the steps again when it is back. */
  readonly outcome: "done" | "rebooting";
  /** Steps that changed something, or would in a dry run. */
  readonly changed: number;
  /** The end of each step, in order. */
  readonly steps: readonly StepEvent[];
}

/**
 * Throws an AppError whose `step` names the step that failed; `step-ineffective` when it ran and is still not done,
 * `invalid` for an unknown name in `only` or `skip`. The failure of an optional step is only an event.
 */
export async function runSteps(all: readonly Step[], given: RunStepsOptions): Promise<StepsResult> {
  const options = { ...given, ...rememberingHost(given.host, given.clock) };
  const steps: StepEvent[] = [];
  let changed = 0;
  for (const step of selected(all, options)) {
    options.signal.throwIfAborted();
    options.stop?.throwIfAborted();
    const { event, rebooting } = await runStep(step, options);
    steps.push(event);
    if (event.outcome === StepOutcome.CHANGED || event.outcome === StepOutcome.WOULD_CHANGE) changed += 1;
    if (rebooting) return { outcome: "rebooting", changed, steps };
  }
  return { outcome: "done", changed, steps };
}

async function runStep(step: Step, options: RunStepsOptions): Promise<{ event: StepEvent; rebooting: boolean }> {
  const { clock, signal, report } = options;
  const metered = meteredHost(options.host, clock);
  const output = (line: string) => options.output?.(step.name, line);
  const context: StepContext = { host: metered.host, clock, signal, output };
  const begin = clock.monotonic();
  const reported = (outcome: StepEvent["outcome"], sentence: string): StepEvent => {
    const durationMs = Math.round(clock.monotonic() - begin);
    const toolMs = Math.round(metered.toolMs());
    const event = { step: step.name, outcome, durationMs, sentence, atMs: Math.round(clock.now()), toolMs };
    report(event);
    return event;
  };
  try {
    const change = await step.check(context);
    if (options.dryRun || change === undefined) {
      const notes = await notesOf(step, context);
      const outcome = change === undefined ? StepOutcome.OK : StepOutcome.WOULD_CHANGE;
      if (!options.dryRun) for (const note of notes) output(note);
      return { event: reported(outcome, sentenceOf([change, ...notes]) ?? ""), rebooting: false };
    }
    reported(StepOutcome.STARTED, change);
    await step.apply(context);
    if (step.reboot) return { event: reported(StepOutcome.CHANGED, change), rebooting: true };
    const left = await step.check(context);
    if (left !== undefined) throw new AppError("step-ineffective", `${step.name} ran, but is still not done: ${left}`);
    for (const note of await notesOf(step, context)) output(note);
    return { event: reported(StepOutcome.CHANGED, change), rebooting: false };
  } catch (cause) {
    signal.throwIfAborted();
    const { code, message, detail } = AppError.from(cause);
    const event = reported(StepOutcome.FAILED, message);
    if (step.comfort) return { event, rebooting: false };
    throw new AppError(code, message, { detail, step: step.name, cause });
  }
}

const notesOf = async (step: Step, context: StepContext) => (await step.notes?.(context)) ?? [];

type Selection = Pick<RunStepsOptions, "only" | "skip">;

function selected(all: readonly Step[], { only = [], skip = [] }: Selection): readonly Step[] {
  const unknown = [...only, ...skip].filter((name) => !all.some((step) => step.name === name));
  if (unknown.length > 0) throw new AppError("invalid", `no such step: ${unknown.join(", ")}`);
  return all.filter(({ name }) => (only.length === 0 || only.includes(name)) && !skip.includes(name));
}
