/** The coordinator, killed around everything that it records: the rack converges from every point. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fatal, Report } from "../light/coordinator-main.ts";
import { type LightRack, lightRack } from "../light/light-rack.ts";

const SERIALS = ["m1", "w1", "w2"];
const NAMES = ["master1", "node1", "node2"];
/** The names in every hosts file, sorted, including the cluster's own. */
const HOSTS = ["api", ...NAMES];

/** A node is ready before the last hosts file is written: a worker may get its name after the master is ready. */
const converged = (rack: LightRack) => (report: Report) =>
  rack.agents.every((agent) => agent.hosts.length === HOSTS.length) &&
  report.connected === SERIALS.length &&
  NAMES.every((name) => report.phases[name] === "ready") &&
  report.tokens === 0 &&
  report.operations === 0;

function assertOneOfEach({ agents, recorder }: LightRack, when: string): void {
  assert.deepEqual(
    agents.map((agent) => agent.kubeadm),
    [["init"], ["join"], ["join"]],
    `one init, one join a worker: ${when}`,
  );
  assert.deepEqual(new Set(agents.map((agent) => agent.mostAtOnce)), new Set([1]), `one kubeadm at a time: ${when}`);
  assert.deepEqual([...recorder.tokens], [], `no token left behind: ${when}`);
  for (const agent of agents) assert.deepEqual(agent.hosts, HOSTS, `all hosts on ${agent.serial}: ${when}`);
  assert.equal(versionsOf(agents).size, 1, `one version of Kubernetes for all, from the beginning: ${when}`);
}

const versionsOf = (agents: LightRack["agents"]) => new Set(agents.flatMap(({ kubernetes }) => [...kubernetes]));

/** Racks in parallel: a coordinator mostly waits. */
const AT_ONCE = 3;

async function killedAt(fatal: Fatal): Promise<void> {
  await using rack = await lightRack(SERIALS);
  const first = await rack.coordinate({ killAt: fatal, until: converged(rack) });
  if (typeof fatal === "string") assert.equal(first.killed, true, fatal);
  rack.repository.versions = ["1.36.4", "1.36.3"];
  const second = await rack.coordinate({ until: converged(rack) });
  assert.equal(second.killed, false);
  assertOneOfEach(rack, `${first.killed ? "killed" : "not killed"}: ${fatal}\n${second.journal}`);
}

async function sweep(moments: readonly Fatal[]): Promise<void> {
  const left = [...moments];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await killedAt(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

test("killed after any transition that it records, the coordinator still makes one cluster of the rack", async () => {
  const transitions = await undisturbed();
  assert.ok(transitions >= 18, `seen, adopting, adopted, preparing, … of three nodes: ${transitions}`);
  await sweep(Array.from({ length: transitions }, (_, index) => index + 1));
});

test("killed before or after it records a token, the cluster that init made or its access to it: one cluster all the same", async () => {
  const written = ["token", "cluster", "access"] as const;
  await sweep(written.flatMap((what): Fatal[] => [`before ${what}`, `after ${what}`]));
});

test("killed between the answer and its record, it asks again, and nobody got what was not recorded", async () => {
  await using rack = await lightRack(SERIALS);
  const first = await rack.coordinate({ killAt: "before version", until: converged(rack) });
  assert.equal(first.killed, true);
  assert.deepEqual([...versionsOf(rack.agents)], []);
  rack.repository.versions = ["1.36.4", "1.36.3"];
  await rack.coordinate({ until: converged(rack) });
  assert.deepEqual([...versionsOf(rack.agents)], ["1.36.4"]);
  const asked = rack.agents.reduce((sum, agent) => sum + agent.asked, 0);
  assert.equal(asked, 2, "one question in each life");
});

/** How many transitions a rack takes when the coordinator is never killed. */
async function undisturbed(): Promise<number> {
  await using rack = await lightRack(SERIALS);
  const { last } = await rack.coordinate({ until: converged(rack) });
  assertOneOfEach(rack, "undisturbed");
  return last?.transitions ?? 0;
}

test("a coordinator that is started again on a finished rack changes nothing", async () => {
  await using rack = await lightRack(SERIALS);
  await rack.coordinate({ until: converged(rack) });
  const before = rack.agents.map((agent) => agent.changed);
  const { last } = await rack.coordinate({ until: converged(rack) });
  assert.deepEqual(
    rack.agents.map((agent) => agent.changed),
    before,
  );
  assert.equal(last?.connected, SERIALS.length);
});
