/** `npm run bench`: measures the budgeted figures on this machine. Over budget is a result, not an error. */
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
import { measureScale } from "./scale.ts";
import { scaleFigures, scaleTable } from "./scale-table.ts";
import { type Race, raceFigures, raceLine, raceScript } from "./script.ts";

const USAGE = `usage: npm run bench -- [PART ...] [--nodes N] [--long] [--json]

  PART     program, cards, rack, script or scale; default: all

  --nodes  script: a race on a rack of this size alone; default: 10 and 3
  --long   an idle time of 10 minutes in place of 2.5
  --json   the figures as JSON on standard output
`;

/** All but the last need the built packages. */
const PARTS = ["program", "cards", "rack", "script", "scale"];

/** Sizes of the racks on which we are compared with a script written by hand. */
const RACES = [10, 3];

const begin = performance.now();
const seconds = () => (performance.now() - begin) / 1000;
const say = (line: string) => process.stderr.write(`${seconds().toFixed(0).padStart(4)} s  ${line}\n`);

/** Other load on the machine makes every figure worse, so the load before the start is reported. */
const machine = `${cpus().length} cores (${cpus()[0]?.model}), Node ${process.version}, load before ${loadavg()[0]?.toFixed(1)}`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    nodes: { type: "string" },
    long: { type: "boolean" },
    json: { type: "boolean" },
    help: { type: "boolean" },
  },
});
const unknown = positionals.filter((part) => !PARTS.includes(part));
const wants = (part: string) => positionals.length === 0 || positionals.includes(part);
const sizes = values.nodes === undefined ? RACES : [Number(values.nodes)];
if (!sizes.every((size) => Number.isInteger(size) && size > 0)) throw new Error(`not a number of nodes\n${USAGE}`);
if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(", ")}\n${USAGE}`);
if (values.help) process.stdout.write(USAGE);
else await main(values.long ? 600 : 150);

async function main(idleSeconds: number): Promise<void> {
  if (PARTS.slice(0, -1).some(wants)) {
    say("building the packages");
    buildPackages();
  }
  const figures: Figure[] = [];
  if (wants("program")) figures.push(...(await measureProgram(`${ROOT}dist/pi-agent.cjs`, say)));
  if (wants("cards")) figures.push(...(await measureImage(say)));
  if (wants("rack")) figures.push(...(await measureRack(idleSeconds)));
  const races: Race[] = [];
  if (wants("script")) for (const nodes of sizes) races.push(await raceScript(nodes, say));
  figures.push(...races.flatMap(raceFigures));
  const scale = wants("scale") ? await measureScale(say) : [];
  figures.push(...scaleFigures(scale));
  const last = `bench: ${summary(figures)}, ${seconds().toFixed(0)} s`;
  const lines = values.json
    ? [reportJson(figures, { machine, seconds: Math.round(seconds()), scale })]
    : [
        ...reportTable(figures),
        "",
        ...(scale.length > 0
          ? [
              ...scaleTable(
                scale,
                races.map(({ nodes, ours }) => ({ nodes, ours: ours.seconds })),
              ),
              "",
            ]
          : []),
        machine,
        ...races.map(raceLine),
        last,
      ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

async function measureRack(idleSeconds: number): Promise<Figure[]> {
  const lab = await openBenchLab(say);
  closeOnSignal(lab.rack);
  try {
    return await measureOnRack(await openBenchRack(lab, say), idleSeconds);
  } finally {
    await lab.close();
  }
}

async function measureOnRack(bench: BenchRack, idleSeconds: number): Promise<Figure[]> {
  const adoption = await measureAdoption(bench, say);
  const [resting, ...pis] = bench.pis;
  if (!resting) throw new Error("a rack without Pis");
  say(`one agent rests for ${idleSeconds} s; Ansible meanwhile, on the other Pis`);
  // They can run together, since the processor limits neither: one sleeps, one waits for ssh.
  const [idle, ansible] = await Promise.all([measureIdle(bench, resting, idleSeconds), runAnsible(bench, pis)]);
  say("the same three tasks by Rackberry");
  const ours = await runOurTasks(bench, pis);
  say("command round trips");
  const roundTrips = await measureRoundTrips(bench, resting);
  return [...idle, ...adoption, ...roundTrips, ...compareTasks(ours, ansible, pis.length)];
}
