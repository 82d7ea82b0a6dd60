/** The arm64 package is run: under user-mode emulation on a worker's Pi, against a real coordinator. */
import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { journal } from "../e2e/pi-state.ts";
import type { Pi } from "../rack/api.ts";
import { buildArm64Root } from "../rack/build/index.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { buildPackages, PACKAGES } from "../story/product.ts";
import { allReady, stories } from "../story/ready.ts";
import { until } from "../story/wait.ts";
import { askFacts, elfMachine, putArm64Agent } from "./emulate.ts";

const AARCH64 = 183;

let lab: Lab;
let worker: Pi;
let node: string;

before(async () => {
  const onLog = (line: string) => console.log(line);
  const libraries = await buildArm64Root({ onProgress: onLog });
  buildPackages("all");
  lab = await openLab({ name: "arm64", onLog });
  const master = await lab.pi({ master: true });
  worker = await lab.pi({ architecture: "arm64" });
  const [deb = ""] = globSync("pi-agent_*_arm64.deb", { cwd: PACKAGES });
  assert.ok(worker.card);
  await putArm64Agent(worker.card, join(PACKAGES, deb), libraries);
  await Promise.all([master.plugIn(), worker.plugIn()]);
});
after(() => lab?.close());

test("the agent that runs is the arm64 package's program", async () => {
  assert.equal(elfMachine(join(worker.card?.upper ?? "", "usr/lib/pi-agent/node")), AARCH64);
  const started = async () => /agent started/.test(await journal(worker, "pi-agent").catch(() => ""));
  await until("the arm64 agent starts", started, { limit: 120, otherwise: () => stories(lab) });
  const { stdout } = await worker.exec(["systemctl", "show", "--property=MainPID", "--value", "pi-agent"]);
  const main = `/proc/${stdout.trim()}`;
  assert.equal((await worker.exec(["readlink", `${main}/exe`])).stdout, "/usr/bin/qemu-aarch64-static\n");
  assert.match((await worker.exec(["cat", `${main}/cmdline`])).stdout, /\0\/usr\/lib\/pi-agent\/node\0/);
  assert.match((await worker.exec(["cat", `${main}/maps`])).stdout, /\/usr\/lib\/pi-agent\/node$/m);
});

test("it is adopted from its card, and made a Ready node", async () => {
  const adopted = async () => (await lab.status())?.nodes.find(({ serial }) => serial === worker.serial)?.name;
  node = await until("the arm64 agent is adopted", adopted, { limit: 180, otherwise: () => stories(lab) });
  const status = await allReady(lab, 2);
  assert.deepEqual(
    status.nodes.map(({ phase }) => phase),
    ["ready", "ready"],
  );
  // Its story, without what apt and kubeadm said.
  console.log((await journal(worker, "pi-agent")).replace(/^\[.*\n/gm, ""));
});

test("a dry run says what would change on it, and changes nothing", async () => {
  assert.match((await lab.pictl(["plan"])).stdout, new RegExp(`^${node}: nothing would change$`, "m"));
  await worker.exec(["sed", "-i", "/master1/d", "/etc/hosts"]);
  const plan = (await lab.pictl(["plan"])).stdout;
  console.log(plan);
  assert.match(plan, new RegExp(`^${node}:\n {2}hosts: `, "m"));
  assert.doesNotMatch((await worker.read("/etc/hosts")) ?? "", /master1/);
});

test("its facts say arm64", async () => {
  const key = join(lab.directory, "secrets/coordinator.key");
  const { stdout } = await lab.rack.exec(askFacts(`${await worker.address()}:7440`, key, node));
  assert.equal(JSON.parse(stdout).architecture, "arm64");
});
