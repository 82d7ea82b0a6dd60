/**
 * One rack of simulated agents, from the first contact until all are ready, and then idle. The agents run the real
 * agent's code and speak its protocol over real TLS, but without a Pi: no boot, apt, kubeadm or Kubernetes. All of them
 * run in this process; the coordinator has its own.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type LightRack, lightRack } from "../light/light-rack.ts";
import { until } from "../story/wait.ts";
import type { Cost } from "./scale-coordinator-main.ts";
import type { Growth } from "./scale-table.ts";

const MAIN = fileURLToPath(new URL("scale-coordinator-main.ts", import.meta.url));
/** Seconds that a rack may take to become ready. */
const LIMIT = 120;
/** Milliseconds between two checks of a growing rack, and between its becoming ready and the idle measurement. */
const EVERY = 100;
const SETTLE = 2_000;
/** Milliseconds within which the coordinator must answer, or end. */
const ANSWER = 10_000;

interface Options {
  /** Milliseconds between two Pis that the coordinator finds; 0: all at once. */
  readonly apart: number;
  /** Absent: the idle cost is not measured. */
  readonly restSeconds?: number;
}

/** Runs one rack with its own coordinator. */
export async function grow(nodes: number, { apart, restSeconds }: Options): Promise<Growth & { restCpu: number }> {
  const serials = Array.from({ length: nodes }, (_, index) => (index === 0 ? "m1" : `w${index}`));
  await using rack = await lightRack(serials);
  const state = join(rack.directory, "state");
  const endpoints = rack.agents.map(({ endpoint }) => endpoint);
  const child = fork(MAIN, [rack.directory, state, String(apart), ...endpoints], { silent: true });
  const ended = once(child, "exit");
  try {
    const up = await untilReady(rack, child);
    const hostsWritten = rack.agents.reduce((sum, agent) => sum + agent.hostsWritten, 0);
    const restCpu = restSeconds === undefined ? 0 : await rest(child, restSeconds);
    return {
      ready: up.ms / 1000,
      cpu: up.cpuMs / 1000,
      restCpu,
      peak: (await costOf(child)).peakKib / 1024,
      ...{ commands: up.commands, applies: up.applies, hostsWritten, writes: up.writes },
      database: (await sizeOf(join(state, "rack.db"))) / 1024,
    };
  } finally {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), ANSWER);
    await ended;
    clearTimeout(late);
  }
}

async function untilReady(rack: LightRack, child: ChildProcess): Promise<Cost> {
  let journal = "";
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    journal += text;
  });
  await once(child, "message", { signal: AbortSignal.timeout(ANSWER) });
  let cost = await costOf(child);
  const ready = async () => {
    cost = await costOf(child);
    return isReady(rack, cost);
  };
  const otherwise = async () => `${JSON.stringify(cost)}\n${journal.slice(-4_000)}`;
  await until(`${rack.agents.length} simulated nodes`, ready, { limit: LIMIT, every: EVERY, otherwise });
  return cost;
}

/** The coordinator's processor milliseconds per idle millisecond. */
async function rest(child: ChildProcess, seconds: number): Promise<number> {
  await sleep(SETTLE);
  const before = await costOf(child);
  await sleep(seconds * 1000);
  const after = await costOf(child);
  return (after.cpuMs - before.cpuMs) / (after.ms - before.ms);
}

async function costOf(child: ChildProcess): Promise<Cost> {
  const answer = once(child, "message", { signal: AbortSignal.timeout(ANSWER) });
  child.send("cost?");
  const [cost] = (await answer) as [Cost];
  return cost;
}

/** Checks the hosts files too: nodes are ready before the last one is written. */
const isReady = ({ agents }: LightRack, { nodesReady, connected, unfinished }: Cost): boolean =>
  nodesReady === agents.length &&
  connected === agents.length &&
  unfinished === 0 &&
  // One more, for the cluster's own name.
  agents.every(({ hosts }) => hosts.length === agents.length + 1);

/** Bytes of the database, including what is not yet in its main file. */
async function sizeOf(path: string): Promise<number> {
  const sizes = await Promise.all([path, `${path}-wal`].map((file) => stat(file).then(({ size }) => size)));
  return sizes.reduce((sum, size) => sum + size, 0);
}
