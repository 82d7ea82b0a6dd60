/** The live view: each Pi's way, redrawn in place on a terminal, else a line for each change. */
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { NodeStatus, RackStatus } from "../../packages/config/src/index.ts";
import type { Lab } from "../story/lab.ts";

/** What a person reads of the coordinator's phases. */
const WORDS: Readonly<Record<NodeStatus["phase"], string>> = {
  seen: "seen",
  adopting: "adopting",
  pending: "waits for a person",
  adopted: "adopted",
  preparing: "preparing",
  rebooting: "rebooting",
  prepared: "prepared",
  initialising: "initialising the cluster",
  joining: "joining",
  ready: "Ready",
  failed: "failed",
  lost: "lost",
  refused: "refused",
};

/** Follows `pictl status --watch --json` and shows every change, until the signal aborts. */
export async function show(lab: Lab, begin: number, signal: AbortSignal): Promise<void> {
  const draw = process.stdout.isTTY ? redraw() : changes(begin);
  while (!signal.aborted) {
    for await (const status of follow(lab.spawnPictl(["status", "--watch", "--json"]), signal)) draw(status);
    // No coordinator yet, or it restarts.
    await sleep(500, undefined, { signal }).catch(() => undefined);
  }
}

async function* follow(pictl: ChildProcess, signal: AbortSignal): AsyncGenerator<RackStatus> {
  const stop = () => pictl.kill();
  signal.addEventListener("abort", stop);
  pictl.stderr?.resume();
  try {
    if (!pictl.stdout) return;
    for await (const line of createInterface({ input: pictl.stdout })) yield JSON.parse(line) as RackStatus;
  } finally {
    signal.removeEventListener("abort", stop);
    pictl.kill();
  }
}

function changes(begin: number): (status: RackStatus) => void {
  const shown = new Map<string, string>();
  return ({ nodes }) => {
    for (const node of nodes) {
      const text = `${node.name.padEnd(8)} ${WORDS[node.phase]}${node.phase === "failed" ? `: ${node.detail}` : ""}`;
      if (shown.get(node.name) === text) continue;
      shown.set(node.name, text);
      console.log(`${((node.since - begin) / 1000).toFixed(1).padStart(6)} s  ${text}`);
    }
  };
}

function redraw(): (status: RackStatus) => void {
  let height = 0;
  return ({ nodes }) => {
    const lines = nodes.map((node) => {
      const width = (process.stdout.columns || 80) - 1;
      return `  ${node.name.padEnd(9)} ${(node.address ?? "").padEnd(15)} ${WORDS[node.phase].padEnd(12)} ${node.detail}`.slice(
        0,
        width,
      );
    });
    if (height > 0) process.stdout.write(`\x1b[${height}A\x1b[J`);
    process.stdout.write(`${lines.join("\n")}\n`);
    height = lines.length;
  };
}
