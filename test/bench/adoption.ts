/** The time from an agent's very first start until the coordinator has adopted it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Pi } from "../rack/api.ts";
import { until } from "../story/wait.ts";
import type { BenchRack } from "./bench-rack.ts";
import { type Coordinator, startCoordinator } from "./coordinator.ts";
import { type Figure, most } from "./figure.ts";
import { newCard } from "./new-card.ts";
import { percentile } from "./statistics.ts";

const ROUNDS = 8;
/** Milliseconds between the starts of two agents: here all share two cores, whereas each Pi has its own. */
const APART = 500;

/** Afterwards all Pis are adopted, and the coordinator has ended. */
export async function measureAdoption(bench: BenchRack, say: (line: string) => void): Promise<Figure[]> {
  const sample: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    say(`adoption: round ${round} of ${ROUNDS}`);
    sample.push(...(await adoptAll(bench)));
  }
  const what = (name: string) => `agent, first start to adopted (n ${sample.length}), ${name}`;
  return [
    { what: what("p50"), value: percentile(sample, 50) / 1000, unit: "s", budget: most(1.2) },
    { what: what("p99"), value: percentile(sample, 99) / 1000, unit: "s", budget: most(2) },
  ];
}

/** Milliseconds for each Pi. */
async function adoptAll(bench: BenchRack): Promise<number[]> {
  await Promise.all(bench.pis.map((pi) => makeNew(bench, pi)));
  const coordinator = await startCoordinator(bench);
  try {
    for (const pi of bench.pis) {
      await pi.exec(["systemctl", "start", "pi-agent"]);
      await sleep(APART);
    }
    await allConnected(coordinator, bench.pis.length);
    return await Promise.all(bench.pis.map(millisecondsToAdoption));
  } finally {
    await coordinator.stop();
  }
}

/** Makes a Pi as new as after `pictl card`: the agent has no key, and the card has a new id. */
async function makeNew({ owner }: BenchRack, pi: Pi): Promise<void> {
  await pi.exec(["sh", "-ec", "systemctl stop pi-agent; rm -rf /var/lib/pi-agent/* /run/pi-agent/*"]);
  await pi.exec(["tee", "/boot/firmware/rackberry/card.json"], { stdin: newCard(owner) });
}

const allConnected = (coordinator: Coordinator, count: number) =>
  until(`${count} agents adopted`, async () => coordinator.connected() === count, {
    limit: 20,
    every: 50,
    otherwise: async () => coordinator.journal,
  });

/** Both times are from the Pi's monotonic clock: systemd's for the process, journald's for the agent's log line. */
async function millisecondsToAdoption(pi: Pi): Promise<number> {
  const script = `
    systemctl show --value -p ExecMainStartTimestampMonotonic pi-agent
    journalctl -q -o json --output-fields=MESSAGE _SYSTEMD_INVOCATION_ID="$(systemctl show --value -p InvocationID pi-agent)"`;
  const { stdout } = await pi.exec(["sh", "-ec", script]);
  const [started, ...entries] = stdout.trim().split("\n");
  const adopted = entries
    .map((entry) => JSON.parse(entry) as { MESSAGE: string; __MONOTONIC_TIMESTAMP: string })
    .find(({ MESSAGE }) => MESSAGE.startsWith("adopted as "));
  if (!adopted) throw new Error(`${pi.name} says nothing of an adoption:\n${stdout}`);
  return (Number(adopted.__MONOTONIC_TIMESTAMP) - Number(started)) / 1000;
}
