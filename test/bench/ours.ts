/** The guide's three tasks with Rackberry, and single commands, on adopted Pis. */
import { join } from "node:path";
import type { Pi } from "../rack/api.ts";
import { until } from "../story/wait.ts";
import { type BenchRack, untilAgentRuns } from "./bench-rack.ts";
import { type Figure, most } from "./figure.ts";
import type { Answer, Order, RoundTripsAnswer, Target, TasksAnswer } from "./orders.ts";
import { median, percentile } from "./statistics.ts";

export const CLIENT = join(import.meta.dirname, "client.ts");
const WARM_RUNS = 5;

/** Milliseconds of one run on all Pis. */
export interface TasksTime {
  readonly cold: number;
  readonly warm: number;
}

/** Node names as in the guide. */
export const nodeName = (index: number): string => `node${index + 1}`;

export async function targetsOf(pis: readonly Pi[]): Promise<Target[]> {
  const addresses = await Promise.all(
    pis.map((pi) => until(`an address of ${pi.name}`, () => pi.address(), { limit: 30 })),
  );
  return addresses.map((address, index) => ({ name: nodeName(index), address, endpoint: `${address}:7440` }));
}

export const keyOf = ({ configuration }: BenchRack): string => join(configuration, "coordinator.key");

/** Cold: all three make changes, and the agents then reboot, which is awaited, not counted. Warm: nothing changes. */
export async function runOurTasks(bench: BenchRack, pis: readonly Pi[]): Promise<{ time: TasksTime; connect: number }> {
  const tasks = async (changed: number) => {
    const answer = await ask<TasksAnswer>(bench, { kind: "tasks", key: keyOf(bench), targets: await targetsOf(pis) });
    const wrong = answer.results.find((result) => result.changed !== changed || result.reboots !== changed > 0);
    if (wrong) throw new Error(`${changed} changes and a reboot for them were expected: ${JSON.stringify(answer)}`);
    return answer;
  };
  const boots = pis.map((pi) => pi.boots);
  const cold = await tasks(3);
  const rebooted = async () => pis.every((pi, index) => pi.running && pi.boots > (boots[index] ?? 0));
  await until("the reboot of all Pis", rebooted, { limit: 60 });
  await Promise.all(pis.map(untilAgentRuns));
  const warm: number[] = [];
  for (let run = 0; run < WARM_RUNS; run++) warm.push((await tasks(0)).ms);
  return { time: { cold: cold.ms, warm: median(warm) }, connect: cold.connectMs };
}

export async function measureRoundTrips(bench: BenchRack, pi: Pi): Promise<Figure[]> {
  const order = { warmUp: 100, count: 1000, key: keyOf(bench), targets: await targetsOf([pi]) };
  const { facts, ping } = await ask<RoundTripsAnswer>(bench, { kind: "round-trips", ...order });
  const figure = (what: string, sample: readonly number[], percent: number, budget: number): Figure => ({
    what: `${what} (n ${sample.length}), p${percent}`,
    value: percentile(sample, percent),
    unit: "ms",
    budget: most(budget),
  });
  return [
    figure("command round trip, GetFacts", facts, 50, 1),
    figure("command round trip, GetFacts", facts, 99, 5),
    { ...figure("websocket ping", ping, 50, 1), budget: undefined },
    { ...figure("websocket ping", ping, 99, 5), budget: undefined },
  ];
}

async function ask<A extends Answer>({ lab }: BenchRack, order: Order): Promise<A> {
  const { stdout } = await lab.rack.exec([process.execPath, CLIENT], { stdin: JSON.stringify(order) });
  return JSON.parse(stdout) as A;
}
