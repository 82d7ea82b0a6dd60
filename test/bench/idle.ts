/** An adopted agent that idles after work: its memory, how often it wakes, what it writes. */
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pi } from "../rack/api.ts";
import { until } from "../story/wait.ts";
import type { BenchRack } from "./bench-rack.ts";
import { type Figure, most } from "./figure.ts";
import type { Order } from "./orders.ts";
import { CLIENT, keyOf, targetsOf } from "./ours.ts";
import { parseMemory, parseWakeUps, parseWrittenBytes } from "./proc.ts";

/** Seconds until start-up work is over: announcements end after 9, and the executor exits after 90. */
const SETTLE = 100;
const MIB = 1024 * 1024;

/** Idles for `seconds` in all; the wake-ups and writes are counted after SETTLE. */
export async function measureIdle(bench: BenchRack, pi: Pi, seconds: number): Promise<Figure[]> {
  const holder = await hold(bench, pi);
  try {
    await sleep(SETTLE * 1000);
    const before = await look(pi);
    await sleep((seconds - SETTLE) * 1000);
    const after = await look(pi);
    if (after.pid !== before.pid) throw new Error(`the agent of ${pi.name} did not live through the idle time`);
    const elapsed = (after.at - before.at) / 1000;
    const what = (name: string) => `agent, idle for ${seconds} s, ${name}`;
    return [
      { what: what("unreclaimable"), value: after.unreclaimable / MIB, unit: "MiB", budget: most(14) },
      { what: what("PSS"), value: after.pss / MIB, unit: "MiB", budget: most(55) },
      {
        what: `agent, wake-ups in ${Math.round(elapsed)} s idle`,
        value: (after.wakeUps - before.wakeUps) / elapsed,
        unit: "/s",
        budget: most(2.5),
      },
      {
        what: `agent, written in ${Math.round(elapsed)} s idle`,
        value: after.written - before.written,
        unit: "B",
        budget: most(0),
      },
    ];
  } finally {
    holder.kill("SIGKILL");
  }
}

async function hold(bench: BenchRack, pi: Pi): Promise<ChildProcess> {
  const order: Order = { kind: "hold", key: keyOf(bench), targets: await targetsOf([pi]) };
  const child = bench.lab.rack.spawn([process.execPath, CLIENT]);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
  }
  child.stdin?.end(JSON.stringify(order));
  await until("a session that is held", async () => said.includes("held"), { limit: 20, otherwise: async () => said });
  return child;
}

async function look(pi: Pi) {
  const script = `
    if systemctl is-active --quiet pi-agent-executor; then echo "pi-agent-executor is not at rest" >&2; exit 1; fi
    pid=$(systemctl show --value -p MainPID pi-agent)
    echo $pid
    cat /proc/$pid/task/*/status /proc/$pid/io /proc/$pid/smaps_rollup`;
  const { stdout } = await pi.exec(["sh", "-ec", script]);
  const at = performance.now();
  const wakeUps = parseWakeUps(stdout);
  return { pid: stdout.split("\n", 1)[0], at, wakeUps, written: parseWrittenBytes(stdout), ...parseMemory(stdout) };
}
