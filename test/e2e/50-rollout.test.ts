/** A new agent for a running cluster: a good one, a power cut during the upgrade to one, and a broken one. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { apiToken } from "../../packages/protocol/src/index.ts";
import type { ExecResult, Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { deployNginx, pages } from "../story/nginx.ts";
import { buildVersion } from "../story/product.ts";
import { allReady } from "../story/ready.ts";
import { until } from "../story/wait.ts";
import { journal, running, said } from "./pi-state.ts";

let lab: Lab;
let master: Pi;
let worker: Pi;
let cluster: string;

before(async () => {
  lab = await openLab({ name: "e2e-rollout", onLog: (line) => console.log(line) });
  [master, worker] = [await lab.pi({ master: true }), await lab.pi()];
  await Promise.all([master.plugIn(), worker.plugIn()]);
  await allReady(lab, 2);
  const port = await deployNginx(lab, master);
  await pages(lab, [(await worker.address()) ?? ""], port);
  cluster = await settledPods();
});
after(() => lab?.close());

test("every node becomes the next agent, stays Ready, and no pod notices", async () => {
  const folder = folderOf("0.1.1");
  buildVersion("0.1.1", folder);
  const begun = Date.now();
  const { stdout } = await lab.pictl(["upgrade", "--packages", folder]);
  assert.match(stdout, /^every agent of the rack runs 0\.1\.1$/m);
  const order = ["node1: runs 0.1.1", "master1: runs 0.1.1"].map((line) => stdout.indexOf(line));
  assert.ok(order[0] !== undefined && order[1] !== undefined && order[0] > 0 && order[1] > order[0], stdout);
  assert.deepEqual(await versions(), ["master1 0.1.1 ready", "node1 0.1.1 ready"]);
  for (const pi of [master, worker]) {
    assert.equal((await pi.exec(["pi-agent", "--version"])).stdout, "pi-agent 0.1.1\n");
    assert.match(await journal(pi, "pi-agent-upgrade"), /replacing pi-agent 0\.1\.0 with 0\.1\.1/);
    assert.equal((await pi.exec(["ls", "/var/lib/pi-agent/upgrade"])).stdout, "result\n");
  }
  const changes = (await lab.status())?.timeline.filter(({ startedAt }) => startedAt > begun) ?? [];
  assert.deepEqual(changes, [], "no node was anything but ready");
  assert.equal(await pods(), cluster);
});

test("asked again, nothing is left to do", async () => {
  const { stdout } = await lab.pictl(["upgrade", "--packages", folderOf("0.1.1")]);
  assert.match(stdout, /^every agent of the rack runs 0\.1\.1$/m);
  assert.equal(await pods(), cluster);
});

test("a plug pulled in the middle of the one upgrade, and all killed in the middle of the other: both converge", async () => {
  const folder = folderOf("0.1.2");
  buildVersion("0.1.2", folder);
  const upgrade = lab.pictl(["upgrade", "--packages", folder], { check: false });
  await running(worker, "dpkg");
  await worker.pullPlug();
  await worker.plugIn();
  await running(master, "dpkg");
  for (const unit of ["pi-agent-upgrade", "pi-agent", "pi-coordinator"]) {
    await master.exec(["systemctl", "kill", "--signal=KILL", unit], { check: false });
  }
  const { code, stdout, stderr } = await upgrade;
  assert.equal(code, 0, stdout + stderr);
  await allReady(lab, 2);
  assert.deepEqual(await versions(), ["master1 0.1.2 ready", "node1 0.1.2 ready"]);
  for (const pi of [master, worker]) assert.equal((await pi.exec(["dpkg", "--audit"])).stdout, "");
  const begun = "replacing pi-agent 0.1.1 with 0.1.2";
  for (const pi of [master, worker]) {
    const times = (await journal(pi, "pi-agent-upgrade")).split(begun).length - 1;
    assert.ok(times >= 2, `${pi.name} began anew`);
  }
});

test("a broken agent is put back by the Pi itself, the other node is left alone, and the owner hears why", async () => {
  const folder = folderOf("0.1.3");
  const broken = 'console.error("broken on purpose"); process.exit(3);\n';
  repack(packageOf("0.1.2"), "0.1.3", (tree) => writeFileSync(join(tree, "usr/lib/pi-agent/pi-agent.cjs"), broken));
  cluster = await settledPods();
  const { code, stderr }: ExecResult = await lab.pictl(["upgrade", "--packages", folder], { check: false });
  assert.equal(code, 1);
  assert.match(stderr, /halted at node1: rolled back to 0\.1\.2: it did not serve the coordinator .*broken on purpose/);
  assert.match((await lab.pictl(["status"])).stdout, /^agent 0\.1\.3: halted at node1: rolled back to 0\.1\.2/m);
  await allReady(lab, 2);
  assert.deepEqual(await versions(), ["master1 0.1.2 ready", "node1 0.1.2 ready"]);
  assert.doesNotMatch(await journal(master, "pi-agent-upgrade"), /0\.1\.3/);
  assert.equal(await pods(), cluster);
});

test("a person may also install the next agent with apt: no pod notices, and the node stays Ready", async () => {
  repack(packageOf("0.1.2"), "0.1.4");
  copyFileSync(packageOf("0.1.4"), join(worker.card?.varLib ?? "", "next.deb"));
  const starts = async () => (await journal(worker, "pi-agent")).split("agent started").length;
  const [begun, before] = [Date.now(), await starts()];
  await worker.exec(["apt-get", "install", "--yes", "/var/lib/next.deb"]);
  await until("the agent has started anew", async () => (await starts()) > before, { limit: 30 });
  await allReady(lab, 2);
  assert.equal(await pods(), cluster);
  const changes = (await lab.status())?.timeline.filter(({ startedAt }) => startedAt > begun) ?? [];
  assert.deepEqual(changes, [], "no node was anything but ready");
});

test("an older agent needs the owner's word, which is good for one rollout", async () => {
  buildVersion("0.1.5", folderOf("0.1.5"));
  await lab.pictl(["upgrade", "--packages", folderOf("0.1.5")]);
  assert.deepEqual(await versions(), ["master1 0.1.5 ready", "node1 0.1.5 ready"]);
  const back = ["upgrade", "--packages", folderOf("0.1.2")];
  const refused = await lab.pictl(back, { check: false });
  assert.deepEqual(
    [refused.code, /node1 runs 0\.1\.5, which is newer/.test(refused.stderr)],
    [1, true],
    refused.stderr,
  );
  const { stderr } = await lab.pictl([...back, "--allow-downgrade"]);
  assert.match(stderr, /agents up to 0\.1\.5 may be replaced by an older one, in this rollout only/);
  assert.deepEqual(await versions(), ["master1 0.1.2 ready", "node1 0.1.2 ready"]);
  assert.equal((await worker.exec(["ls", "/var/lib/pi-agent/upgrade"])).stdout, "result\nused-leaves\n");
  // The newer version again, by hand. The coordinator still has the signed permission. An attacker with its secrets,
  // but not the release key, starts another rollout with it: the Pi does not accept it twice.
  const starts = async () => (await journal(worker, "pi-agent")).split("agent started").length;
  const before = await starts();
  copyFileSync(packageOf("0.1.5"), join(worker.card?.varLib ?? "", "newer.deb"));
  await worker.exec(["dpkg", "-i", "/var/lib/newer.deb"]);
  await until("the agent has started anew", async () => (await starts()) > before, { limit: 30 });
  await said(lab, master, "pi-coordinator", /the rollout of pi-agent 0\.1\.2 is halted/);
  const token = apiToken(Buffer.from(readFileSync(join(lab.directory, "secrets/rack.secret"), "utf8").trim(), "hex"));
  const url = `https://${await master.address()}:7443/v1/upgrade?version=0.1.2`;
  await lab.rack.exec([
    "curl",
    "--insecure",
    "--fail",
    "-sS",
    "-X",
    "POST",
    "-H",
    `Authorization: Bearer ${token}`,
    url,
  ]);
  await said(
    lab,
    master,
    "pi-coordinator",
    /permission to go back to 0\.1\.2 was for one rollout, which this Pi has already had/,
  );
  assert.deepEqual(await versions(), ["master1 0.1.2 ready", "node1 0.1.5 ready"]);
});

const folderOf = (version: string) => join(lab.directory, "..", version);

/** Every node with its agent's version and its state in the coordinator, once all are settled. */
async function versions(): Promise<string[]> {
  const { nodes } = await allReady(lab, 2);
  return nodes.map(({ name, agentVersion, phase }) => `${name} ${agentVersion} ${phase}`);
}

/** What a restart would change in every pod of the cluster, one line for each container. */
async function pods(): Promise<string> {
  const container = "{.containerID} {.restartCount} {.state.running.startedAt}";
  const line = `{.metadata.name} {.metadata.uid} {range .status.containerStatuses[*]}${container}{end}{"\\n"}`;
  const list = await lab.kubectl(master, ["get", "pods", "-A", "-o", `jsonpath={range .items[*]}${line}{end}`]);
  return list.split("\n").sort().join("\n");
}

/** The same, once every container is running: after a power cut Kubernetes takes its time. */
const settledPods = (): Promise<string> =>
  until(
    "every container runs",
    async () => {
      const now = await pods();
      return now.split("\n").every((line) => line === "" || /\dZ$/.test(line)) && now;
    },
    { limit: 180, every: 1000, otherwise: pods },
  );

const packageOf = (version: string) => join(folderOf(version), `pi-agent_${version}_amd64.deb`);

/** The same package with another version, and a change to its files. */
function repack(from: string, version: string, change: (tree: string) => void = () => {}): void {
  const to = packageOf(version);
  const tree = `${to}.tree`;
  mkdirSync(folderOf(version), { recursive: true });
  execFileSync("dpkg-deb", ["--raw-extract", from, tree]);
  const control = join(tree, "DEBIAN/control");
  writeFileSync(control, readFileSync(control, "utf8").replace(/^Version: .*$/m, `Version: ${version}`));
  change(tree);
  execFileSync("dpkg-deb", ["--root-owner-group", "-Znone", "--build", tree, to]);
}
