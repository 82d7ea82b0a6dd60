/**
 * `npm run chaos`: three Pis become a cluster, then random faults follow for a quarter of an hour: pulled plugs and
 * cables, resets, kill -9 of any program. After that the rack is left alone. Exit code 0 only if every node is
 * ready again and nginx answers on every node, by its address and by its name.
 */
import { kill } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { RackStatus } from "../../packages/config/src/index.ts";
import type { Pi } from "../rack/api.ts";
import { closeOnSignal } from "../rack/index.ts";
import { openLab } from "../story/lab.ts";
import { deployNginx, pageByName, pages } from "../story/nginx.ts";
import { allReady } from "../story/ready.ts";
import { describe, type Fault, lastLine, turns } from "./faults.ts";

const USAGE = `usage: npm run chaos -- [--minutes N] [--seed N]

  --minutes   how long faults come: 15 unless told otherwise, 60 at most
  --seed      the faults of an earlier run; it says its seed when it begins
`;
const NODES = 3;
/** Seconds that a rack may take to recover completely. */
const PATIENCE = 600;

const { values } = parseArgs({
  options: { minutes: { type: "string" }, seed: { type: "string" }, help: { type: "boolean" } },
});
const minutes = Number(values.minutes ?? 15);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
if (values.help || !(minutes > 0 && minutes <= 60) || !Number.isInteger(seed)) {
  process.stderr.write(USAGE);
  process.exit(values.help ? 0 : 2);
}

const begin = performance.now();
const say = (line: string) => console.log(`${((performance.now() - begin) / 1000).toFixed(0).padStart(5)} s  ${line}`);

const lab = await openLab({ name: "chaos", onLog: say });
closeOnSignal(lab.rack);
try {
  process.exitCode = (await chaos()) ? 0 : 1;
} finally {
  await lab.close();
}

async function chaos(): Promise<boolean> {
  const pis = [await lab.pi({ master: true }), await lab.pi(), await lab.pi()];
  await Promise.all(pis.map((pi) => pi.plugIn()));
  await allReady(lab, NODES);
  const [master] = pis as [Pi];
  const port = await deployNginx(lab, master);
  say(`${NODES} nodes are ready: faults for ${minutes} minutes, seed ${seed}`);

  let faults = 0;
  const end = performance.now() + minutes * 60_000;
  for (const { fault, pause } of turns(seed, NODES)) {
    if (performance.now() > end) break;
    const pi = pis[fault.pi] as Pi;
    say(describe(fault, pi.name));
    await happen(fault, pi);
    faults++;
    await sleep(pause * 1000);
  }

  say("nothing is touched any more");
  const quiet = performance.now();
  const status = await allReady(lab, NODES, { limit: PATIENCE }).catch((error: Error) => {
    console.error(error.message);
    return undefined;
  });
  const seconds = (performance.now() - quiet) / 1000;
  const works = status !== undefined && (await served(pis, master, port));
  console.log((await lab.kubectl(master, ["get", "nodes", "-o", "wide"]).catch(() => "")).trimEnd());
  const ready = readyNodes(status ?? (await lab.status()));
  console.log(lastLine(faults, ready, NODES, seconds));
  return works && ready === NODES;
}

function readyNodes(status: RackStatus | undefined): number {
  return (status?.nodes ?? []).filter((node) => node.phase === "ready").length;
}

async function served(pis: readonly Pi[], master: Pi, port: number): Promise<boolean> {
  const addresses = await Promise.all(pis.map(async (pi) => (await pi.address()) ?? ""));
  const answered = await pages(lab, addresses, port);
  const { from, to } = await pageByName(lab, master);
  say(`nginx answers on ${answered} addresses, and by its name from ${from} to ${to}`);
  return answered === pis.length;
}

async function happen(fault: Fault, pi: Pi): Promise<void> {
  switch (fault.kind) {
    case "power":
      await pi.pullPlug();
      await sleep(fault.seconds * 1000);
      return await pi.plugIn();
    case "reset":
      return await pi.pressReset();
    case "cable":
      await pi.unplugNetwork();
      await sleep(fault.seconds * 1000);
      return await pi.replugNetwork();
    case "kill":
      return killAll(pi, fault.program);
    default:
      return fault satisfies never;
  }
}

function killAll(pi: Pi, program: string): void {
  // The kernel keeps 15 characters of a name.
  for (const { name, pid } of pi.programs()) {
    if (name !== program.slice(0, 15)) continue;
    try {
      kill(pid, "SIGKILL");
    } catch {
      // It has exited by itself meanwhile.
    }
  }
}
