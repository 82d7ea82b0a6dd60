/** The arm64 package runs under user-mode emulation, on a worker's Pi in an otherwise amd64 rack. */
import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { join } from "node:path";
import type { Pi } from "../rack/api.ts";
import { buildArm64Root } from "../rack/build/index.ts";
import type { Lab } from "../story/lab.ts";
import { buildPackages, PACKAGES } from "../story/product.ts";
import { until } from "../story/wait.ts";
import { askFacts, elfMachine, putArm64Agent } from "./emulate.ts";
import { journal } from "./pi-state.ts";

const AARCH64 = 183;

/** A Pi, not yet plugged in, whose card has the arm64 agent. */
export async function arm64Pi(lab: Lab, onLog: (line: string) => void): Promise<Pi> {
  const libraries = await buildArm64Root({ onProgress: onLog });
  buildPackages("all");
  const pi = await lab.pi({ architecture: "arm64" });
  const [deb = ""] = globSync("pi-agent_*_arm64.deb", { cwd: PACKAGES });
  assert.ok(pi.card);
  await putArm64Agent(pi.card, join(PACKAGES, deb), libraries);
  return pi;
}

/** The running agent is the package's program; prints its journal, without the output of apt and kubeadm. */
export async function runsArm64Program(pi: Pi): Promise<void> {
  assert.equal(elfMachine(join(pi.card?.upper ?? "", "usr/lib/pi-agent/node")), AARCH64);
  const { stdout } = await pi.exec(["systemctl", "show", "--property=MainPID", "--value", "pi-agent"]);
  const main = `/proc/${stdout.trim()}`;
  assert.equal((await pi.exec(["readlink", `${main}/exe`])).stdout, "/usr/bin/qemu-aarch64-static\n");
  assert.match((await pi.exec(["cat", `${main}/cmdline`])).stdout, /\0\/usr\/lib\/pi-agent\/node\0/);
  assert.match((await pi.exec(["cat", `${main}/maps`])).stdout, /\/usr\/lib\/pi-agent\/node$/m);
  console.log((await journal(pi, "pi-agent")).replace(/^\[.*\n/gm, ""));
}

/** What the agent itself reports about its Pi to a separate client. */
export async function architectureOf(lab: Lab, pi: Pi, node: string): Promise<string> {
  const key = join(lab.directory, "secrets/coordinator.key");
  const ask = askFacts(`${await pi.address()}:7440`, key, node);
  let answer = { stdout: "", stderr: "" };
  // This client displaces the coordinator, which returns and displaces it, perhaps before the answer has arrived.
  const answered = async () => {
    answer = await lab.rack.exec(ask, { check: false });
    return answer.stdout !== "";
  };
  await until(`${node} says what it is`, answered, { limit: 90, otherwise: async () => answer.stderr });
  return JSON.parse(answer.stdout).architecture;
}

/** A dry run names the single drift made here, and changes nothing. */
export async function plansItsDrift(lab: Lab, pi: Pi, node: string): Promise<void> {
  const named = new RegExp(`^${node}:\n {2}hosts: `, "m");
  let plan = "";
  // The client that has just asked the agent displaced the coordinator. The coordinator returns, checks the whole
  // node and fixes what it finds, including this drift: so the drift is repeated until it stays.
  const planned = async () => {
    await pi.exec(["sed", "-i", "/master1/d", "/etc/hosts"]);
    plan = (await lab.pictl(["plan"], { check: false })).stdout;
    return named.test(plan) && !(await pi.read("/etc/hosts"))?.includes("master1");
  };
  await until(`the plan names the drift on ${node}`, planned, { limit: 90, otherwise: async () => plan });
  console.log(plan);
}
