/** From power-on to Ready nodes: the product, and a script written by hand, on the same rack with the same packages. */
import { readFileSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { text } from "node:stream/consumers";
import { flannelManifest } from "../../packages/coordinator/src/testing/index.ts";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { until } from "../story/wait.ts";
import type { Figure } from "./figure.ts";
import { most } from "./figure.ts";
import { withInotify } from "./inotify.ts";
import { initialise, join, prepare, type ScriptInput, userData, withFlags } from "./script-text.ts";

const MODEL = "Raspberry Pi 4 Model B Rev 1.4";
/** Seconds that either of the two may take. */
const LIMIT = 900;
/** Milliseconds between two checks; each check runs a kubectl on the master. */
const EVERY = 500;

type Say = (line: string) => void;

interface Run {
  /** From power-on until Kubernetes reports all nodes Ready. */
  readonly seconds: number;
  /** Processor time of the rack in that time: on a small machine it matters more than any wait. */
  readonly processor: number;
}

export interface Race {
  readonly nodes: number;
  readonly ours: Run;
  readonly script: Run;
}

/** Runs both one after the other, each on its own rack. */
export const raceScript = (nodes: number, say: Say): Promise<Race> =>
  withInotify(nodes, say, async () => ({
    nodes,
    script: await runScript(nodes, say),
    ours: await runOurs(nodes, say),
  }));

/** `script: ours 80.1 s, script 90.2 s, ratio 0.89` */
export const raceLine = ({ ours, script }: Race): string =>
  `script: ours ${ours.seconds.toFixed(1)} s, script ${script.seconds.toFixed(1)} s, ` +
  `ratio ${(ours.seconds / script.seconds).toFixed(2)}`;

export const raceFigures = ({ nodes, ours, script }: Race): Figure[] => [
  { what: `power-on to ${nodes} Ready, ours`, value: ours.seconds, unit: "s" },
  { what: `power-on to ${nodes} Ready, a script by hand`, value: script.seconds, unit: "s" },
  ratio(`power-on to ${nodes} Ready, ours : script`, ours.seconds / script.seconds),
  { what: `processor time to ${nodes} Ready, ours`, value: ours.processor, unit: "s" },
  { what: `processor time to ${nodes} Ready, a script by hand`, value: script.processor, unit: "s" },
];

const ratio = (what: string, value: number): Figure => ({ what, value, unit: "×", budget: most(0.9) });

async function runOurs(nodes: number, say: Say): Promise<Run> {
  const lab = await openLab({ name: "bench-ours" });
  try {
    const pis = await lab.batch(nodes);
    say(`ours: ${nodes} Pis plugged in`);
    const spent = lab.rack.processorSeconds();
    const begin = Date.now();
    await Promise.all(pis.map((pi) => pi.plugIn()));
    const end = await allReady(pis[0] as Pi, nodes);
    return { seconds: end - begin / 1000, processor: lab.rack.processorSeconds() - spent };
  } finally {
    await lab.close();
  }
}

async function runScript(nodes: number, say: Say): Promise<Run> {
  const lab = await openLab({ name: "bench-script" });
  try {
    const pis: Pi[] = [];
    for (let number = 1; number <= nodes; number++) pis.push(await scriptPi(lab, number));
    say(`script: ${nodes} Pis plugged in`);
    const spent = lab.rack.processorSeconds();
    const begin = Date.now();
    await Promise.all(pis.map((pi) => pi.plugIn()));
    const done = (what: string) => say(`script: ${what} after ${((Date.now() - begin) / 1000).toFixed(1)} s`);
    const [end] = await Promise.all([allReady(pis[0] as Pi, nodes), byScript(lab, pis, done)]);
    return { seconds: end - begin / 1000, processor: lab.rack.processorSeconds() - spent };
  } finally {
    await lab.close();
  }
}

async function scriptPi({ rack, sshKey }: Lab, number: number): Promise<Pi> {
  const card = await rack.newCard(`script-${number}`);
  await card.inReader((boot) => {
    writeFileSync(path(boot, "user-data"), userData(readFileSync(`${sshKey}.pub`, "utf8").trim()));
    const line = path(boot, "cmdline.txt");
    writeFileSync(line, withFlags(readFileSync(line, "utf8")));
  });
  const serial = `20000000${rack.id.slice(0, 4)}${String(number).padStart(4, "0")}`;
  const pi = rack.newPi({ name: `pi-${number}`, serial, model: MODEL });
  pi.insert(card);
  return pi;
}

/** The script itself: everything that can runs in parallel, and nothing waits for what it does not need. */
async function byScript(lab: Lab, pis: readonly Pi[], done: (what: string) => void): Promise<void> {
  const addresses = await Promise.all(
    pis.map((pi) => until("an address", () => pi.address(), { limit: 60, every: 100 })),
  );
  const input: ScriptInput = {
    nodes: addresses.map((address, index) => ({ name: index === 0 ? "master1" : `node${index}`, address })),
    kubernetesVersion: lab.rack.versions[0] ?? "",
    packagesKey: readFileSync(path(lab.directory, "kubernetes.asc"), "utf8"),
    podSubnet: "10.244.0.0/16",
    network: flannelManifest({ podSubnet: "10.244.0.0/16" }),
  };
  const prepared = input.nodes.map(async (node) => {
    await until(`ssh of ${node.name}`, () => reachable(lab, node.address), { limit: 60, every: 200 });
    done(`${node.name} reachable`);
    await ssh(lab, node.address, prepare(input, node));
    done(`${node.name} prepared`);
  });
  const [master, ...workers] = input.nodes;
  const command = firstLine(async (line) => {
    await prepared[0];
    return await ssh(lab, master?.address ?? "", initialise(input), line);
  });
  await Promise.all(
    workers.map(async ({ name, address }, index) => {
      await prepared[index + 1];
      const joining = join(await command);
      done(`${name} may join`);
      await ssh(lab, address, joining);
      done(`${name} joined`);
    }),
  );
}

/** Resolves to the first line that a program prints, before the program ends. */
function firstLine(run: (line: (text: string) => void) => Promise<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    run(resolve).catch(reject);
  });
}

const OPTIONS = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "BatchMode=yes", "LogLevel=ERROR"];
const sshArgv = (lab: Lab, address: string) => [
  ...["ssh", "-i", lab.sshKey, "-o", "ConnectTimeout=2", ...OPTIONS.flatMap((option) => ["-o", option])],
  `root@${address}`,
];

const reachable = async (lab: Lab, address: string): Promise<boolean> =>
  (await lab.rack.exec([...sshArgv(lab, address), "true"], { check: false })).code === 0;

/** Runs a script on a node. Rejects with the end of its output. */
async function ssh(lab: Lab, address: string, script: string, onFirstLine?: (line: string) => void): Promise<string> {
  const child = lab.rack.spawn([...sshArgv(lab, address), "bash", "-s"], { stdio: "pipe" });
  const said = text(child.stderr as NonNullable<typeof child.stderr>);
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk;
    if (output.includes("\n")) onFirstLine?.(output.slice(0, output.indexOf("\n")));
  });
  child.stdin?.end(script);
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code === 0) return output;
  throw new Error(`the script on ${address} ended with ${code}: ${(await said).slice(-2000)}`);
}

const KUBECTL = ["kubectl", "--kubeconfig=/etc/kubernetes/admin.conf", "get", "nodes", "--no-headers"];

/** When Kubernetes reports all nodes Ready, in seconds since 1970: measured with the same program for both. */
async function allReady(master: Pi, nodes: number): Promise<number> {
  const ready = async () => {
    const { stdout } = await master.exec(KUBECTL, { check: false });
    return stdout.split("\n").filter((line) => /^\S+\s+Ready\s/.test(line)).length === nodes;
  };
  await until(`${nodes} nodes Ready`, ready, { limit: LIMIT, every: EVERY });
  return Date.now() / 1000;
}
