/** The guide's three tasks, ours compared with Ansible's. */
import { type Figure, least, most } from "./figure.ts";
import type { TasksTime } from "./ours.ts";

/** Our connections are open before a command comes; the time to open them is reported separately. */
export function compareTasks(
  { time: ours, connect }: { time: TasksTime; connect: number },
  ansible: TasksTime,
  pis: number,
): Figure[] {
  const what = (run: string, who: string) => `three tasks on ${pis} Pis, ${run}, ${who}`;
  const seconds = (ms: number) => ms / 1000;
  const run = (name: string, key: keyof TasksTime, budget: number): Figure[] => [
    { what: what(name, "ours"), value: seconds(ours[key]), unit: "s", budget: most(budget) },
    { what: what(name, "Ansible"), value: seconds(ansible[key]), unit: "s" },
    { what: what(name, "Ansible : ours"), value: ansible[key] / ours[key], unit: "×", budget: least(50) },
  ];
  return [
    ...run("with changes", "cold", 1),
    ...run("without a change", "warm", 0.3),
    { what: `three tasks on ${pis} Pis, connecting, ours`, value: seconds(connect), unit: "s" },
  ];
}
