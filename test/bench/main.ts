/** `npm run bench`: the figures of the budgets, measured on this machine. Over budget is a result, not an error. */
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { closeOnSignal } from "../rack/index.ts";
import { buildPackages, ROOT } from "../story/product.ts";
import { measureAdoption } from "./adoption.ts";
import { runAnsible } from "./ansible.ts";
import { type BenchRack, openBenchLab, openBenchRack } from "./bench-rack.ts";
import { compareTasks } from "./compare-tasks.ts";
import type { Figure } from "./figure.ts";
import { measureIdle } from "./idle.ts";
import { measureImage } from "./image.ts";
import { measureRoundTrips, runOurTasks } from "./ours.ts";
import { measureProgram } from "./program.ts";
import { reportJson, reportTable, summary } from "./report.ts";

const USAGE = `usage: npm run bench -- [--long] [--json]

  --long   an idle time of 10 minutes in place of 1
  --json   the figures as JSON on standard output
`;

const begin = performance.now();
const seconds = () => (performance.now() - begin) / 1000;
const say = (line: string) => process.stderr.write(`${seconds().toFixed(0).padStart(4)} s  ${line}\n`);

/** Others on the machine make every figure worse: the load before anything was started tells how many they were. */
const machine = `${cpus().length} cores (${cpus()[0]?.model}), Node ${process.version}, load before ${loadavg()[0]?.toFixed(1)}`;

const { values } = parseArgs({
  options: { long: { type: "boolean" }, json: { type: "boolean" }, help: { type: "boolean" } },
});
if (values.help) process.stdout.write(USAGE);
else await main(values.long ? 600 : 60);

async function main(idleSeconds: number): Promise<void> {
  say("building the packages");
  buildPackages();
  const program = await measureProgram(`${ROOT}dist/pi-agent.cjs`, say);
  const cards = await measureImage(say);
  const lab = await openBenchLab(say);
  closeOnSignal(lab.rack);
  try {
    const figures = [...program, ...cards, ...(await measureOnRack(await openBenchRack(lab, say), idleSeconds))];
    const last = `bench: ${summary(figures)}, ${seconds().toFixed(0)} s`;
    const lines = values.json
      ? [reportJson(figures, { machine, seconds: Math.round(seconds()) })]
      : [...reportTable(figures), "", machine, last];
    process.stdout.write(`${lines.join("\n")}\n`);
  } finally {
    await lab.close();
  }
}

async function measureOnRack(bench: BenchRack, idleSeconds: number): Promise<Figure[]> {
  const adoption = await measureAdoption(bench, say);
  const [resting, ...pis] = bench.pis;
  if (!resting) throw new Error("a rack without Pis");
  say(`one agent rests for ${idleSeconds} s; Ansible meanwhile, on the other Pis`);
  // Both are paced by other things than the processor's last percents: one sleeps, one waits for ssh.
  const [idle, ansible] = await Promise.all([measureIdle(bench, resting, idleSeconds), runAnsible(bench, pis)]);
  say("the same three tasks by Rackberry");
  const ours = await runOurTasks(bench, pis);
  say("command round trips");
  const roundTrips = await measureRoundTrips(bench, resting);
  return [...idle, ...adoption, ...roundTrips, ...compareTasks(ours, ansible, pis.length)];
}
