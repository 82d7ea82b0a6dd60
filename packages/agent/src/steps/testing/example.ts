/** Test support: a spec, a simulated Pi, and a way to run steps on it. */
import type { NodeSpec, StepEvent } from "@rackberry/protocol";
import { finishBoot } from "../../host/testing/simulated/card.ts";
import { SimulatedClock } from "../../host/testing/simulated-clock.ts";
import { SimulatedPi, type SimulatedPiOptions } from "../../host/testing/simulated-pi.ts";
import { sent } from "../../operations/testing/sent.ts";
import { type RunStepsOptions, runSteps, type StepsResult } from "../tools/run-steps.ts";
import type { Step } from "../tools/step.ts";

/** Of node1, a worker. */
export const SPEC: NodeSpec = sent("apply").spec;

/** With the flags that pictl writes to the card. */
const FLAGGED = "root=PARTUUID=1 rootwait cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory\n";

/** A Pi on which time passes only by sleeping. */
export function examplePi(options: SimulatedPiOptions = {}): {
  readonly pi: SimulatedPi;
  readonly clock: SimulatedClock;
} {
  const clock = new SimulatedClock();
  return { pi: new SimulatedPi({ cmdline: FLAGGED, clock, setClock: (ms) => clock.set(ms), ...options }), clock };
}

/** The agent is killed in the first sleep at which `isTime` says so: the signal with which its steps run. */
export function killedWhen({ clock }: ReturnType<typeof examplePi>, isTime: () => boolean): AbortSignal {
  const stop = new AbortController();
  const original = clock.sleep.bind(clock);
  clock.sleep = async (ms, signal) => {
    if (isTime()) stop.abort(new Error("killed"));
    await original(ms, signal);
  };
  return stop.signal;
}

/** The boot ends once a minute has been slept. */
export function finishBootLater({ pi, clock }: ReturnType<typeof examplePi>): void {
  const original = clock.sleep.bind(clock);
  clock.sleep = async (ms, signal) => {
    await original(ms, signal);
    if (clock.monotonic() > 60_000) finishBoot(pi.state);
  };
}

export interface Run extends StepsResult {
  readonly events: readonly StepEvent[];
  readonly lines: readonly string[];
}

export async function runOn(
  { pi, clock }: ReturnType<typeof examplePi>,
  steps: readonly Step[],
  options: Partial<RunStepsOptions> = {},
): Promise<Run> {
  const events: StepEvent[] = [];
  const lines: string[] = [];
  const result = await runSteps(steps, {
    host: pi,
    clock,
    signal: new AbortController().signal,
    report: (event) => events.push(event),
    output: (_, line) => lines.push(line),
    ...options,
  });
  return { ...result, events, lines };
}
