/** A package's life on a running Pi, the master: upgraded, unchanged, removed, purged. Without a network. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { said } from "../e2e/pi-state.ts";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { buildVersion, ROOT } from "../story/product.ts";
import { stories } from "../story/ready.ts";
import { until } from "../story/wait.ts";

const AGENT = "pi-agent.service";
const EXECUTOR = "pi-agent-executor.service";
const COORDINATOR = "pi-coordinator.service";
const SETTINGS = "/etc/default/pi-agent";
const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")) as { version: string };
const NEXT = `${version}+next`;

let lab: Lab;
let pi: Pi;

before(async () => {
  // No node is adopted, so this Pi stays as its card made it.
  lab = await openLab({ name: "packages", settings: { adoption: "ask" }, onLog: (line) => console.log(line) });
  pi = await lab.pi({ master: true });
  await pi.plugIn();
  const boots = async () =>
    /^(?:running|degraded)/.test((await pi.exec(["systemctl", "is-system-running"], { check: false })).stdout);
  await until("the Pi has booted", boots, { limit: 180, every: 500, otherwise: () => stories(lab) });
  await until("the coordinator runs", () => active(COORDINATOR), { limit: 60, otherwise: () => stories(lab) });
  putNextPackages(join(pi.card?.varLib ?? "", "next"));
  await pi.unplugNetwork();
});
after(() => lab?.close());

test("an upgrade of the agent restarts the agent and nothing else; an edited setting stays and is in force", async () => {
  await pi.exec(["sed", "-i", 's/^PI_AGENT_OPTIONS=.*/PI_AGENT_OPTIONS="--port 7441"/', SETTINGS]);
  const edited = await pi.read(SETTINGS);
  const [before, fingerprint] = [await services(), await agentFingerprint()];
  await apt("install", nextPackage("pi-agent"));
  assert.deepEqual(changed(before, await services()), [AGENT]);
  assert.equal(await pi.read(SETTINGS), edited);
  assert.match((await pi.read(`${SETTINGS}.dpkg-dist`)) ?? "", /new in the next version/);
  assert.equal((await pi.exec(["pi-agent", "--version"])).stdout, `pi-agent ${NEXT}\n`);
  assert.equal(await agentFingerprint(), fingerprint);
  await said(lab, pi, AGENT, /listening port=7441/);
});

test("an upgrade of the coordinator restarts the coordinator and nothing else; untouched settings are the new ones", async () => {
  const before = await services();
  await apt("install", nextPackage("pi-coordinator"));
  assert.deepEqual(changed(before, await services()), [COORDINATOR]);
  assert.match((await pi.read("/etc/default/pi-coordinator")) ?? "", /new in the next version/);
});

test("an agent that a person has disabled stays so when it is installed again", async () => {
  await pi.exec(["systemctl", "disable", "--now", AGENT]);
  await apt("install", "--reinstall", nextPackage("pi-agent"));
  assert.equal(await active(AGENT), false);
  await pi.exec(["systemctl", "enable", "--now", AGENT]);
});

test("a removed package leaves its settings and state, and goes on with them when it comes back", async () => {
  const fingerprint = await agentFingerprint();
  await apt("remove", "pi-coordinator", "pi-agent");
  assert.deepEqual([await active(AGENT), await active(COORDINATOR)], [false, false]);
  assert.equal(await pi.read("/usr/lib/pi-agent/node"), undefined);
  assert.match((await pi.read(SETTINGS)) ?? "", /--port 7441/);
  await apt("install", nextPackage("pi-agent"), nextPackage("pi-coordinator"));
  assert.ok((await active(AGENT)) && (await active(COORDINATOR)));
  assert.equal(await agentFingerprint(), fingerprint);
});

test("purge leaves nothing: no file, no unit, no folder, no user", async () => {
  const listed = (await pi.exec(["dpkg", "--listfiles", "pi-agent", "pi-coordinator"])).stdout.split("\n");
  assert.ok(listed.includes("/usr/lib/pi-agent/node"));
  await apt("purge", "pi-coordinator", "pi-agent");
  const names = ["-name", "*pi-agent*", "-o", "-name", "*pi-coordinator*"];
  // The copies on the card belong to the card.
  const places = ["/", "/run", "/var/lib", "-xdev"];
  const left = await pi.exec([
    "find",
    ...places,
    "-path",
    "/boot/firmware",
    "-prune",
    "-o",
    "(",
    ...names,
    ")",
    "-print",
  ]);
  assert.equal(left.stdout, "");
  assert.deepEqual(await loadedUnits(), []);
  for (const name of ["pi-agent", "pi-coordinator"]) {
    for (const database of ["passwd", "group"]) {
      assert.equal((await pi.exec(["getent", database, name], { check: false })).stdout, "");
    }
  }
  assert.doesNotMatch((await pi.exec(["dpkg", "--list"])).stdout, /pi-(?:agent|coordinator)/);
  assert.equal((await pi.exec(["pgrep", "-fl", "/usr/lib/pi-"], { check: false })).stdout, "");
});

/**
 * The next version's packages as they would arrive, each with one more line in its settings, in a folder of the card.
 */
function putNextPackages(folder: string): void {
  const work = mkdtempSync(join(tmpdir(), "rackberry-next-"));
  try {
    buildVersion(NEXT, work);
    execFileSync("mkdir", [folder]);
    for (const name of ["pi-agent", "pi-coordinator"]) {
      const [deb = ""] = globSync(`${name}_*.deb`, { cwd: work });
      const tree = join(work, name);
      execFileSync("dpkg-deb", ["--raw-extract", join(work, deb), tree]);
      appendFileSync(join(tree, "etc/default", name), "# new in the next version\n");
      execFileSync("dpkg-deb", [
        "--root-owner-group",
        "-Zzstd",
        "-z1",
        "--build",
        tree,
        join(folder, basename(nextPackage(name))),
      ]);
    }
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** A name other than the packages' own, since a purge leaves nothing of those. */
const nextPackage = (name: string) => `/var/lib/next/${name.replace("pi-", "")}.deb`;

async function apt(command: string, ...args: string[]): Promise<void> {
  const options = ["-y", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Options::=--force-confold"];
  await pi.exec(["apt-get", command, ...options, ...args], { env: { DEBIAN_FRONTEND: "noninteractive" } });
}

const active = async (unit: string) =>
  (await pi.exec(["systemctl", "is-active", "--quiet", unit], { check: false })).code === 0;

const agentFingerprint = async () => (await pi.exec(["pi-agent", "fingerprint"])).stdout;

/** Every running service, with the id of its current run. */
async function services(): Promise<Map<string, string>> {
  const { stdout } = await pi.exec(["systemctl", "show", "--property=Id,InvocationID", "--state=running", "*.service"]);
  const blocks = stdout.trim().split(/\n\n/);
  return new Map(blocks.map((block) => [field(block, "Id"), field(block, "InvocationID")]));
}

const field = (block: string, name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(block)?.[1] ?? "";

/** Services that no longer run, or were restarted; the executor starts and exits with the agent's questions. */
const changed = (before: Map<string, string>, now: Map<string, string>) =>
  [...before].filter(([id, run]) => id !== EXECUTOR && now.get(id) !== run).map(([id]) => id);

/** What systemd still knows of our units, on disk or in memory. */
async function loadedUnits(): Promise<string[]> {
  const patterns = ["pi-agent*", "pi-coordinator*"];
  const files = await pi.exec(["systemctl", "list-unit-files", "--no-legend", "--plain", ...patterns], {
    check: false,
  });
  const units = await pi.exec(["systemctl", "list-units", "--all", "--no-legend", "--plain", ...patterns]);
  return [files, units].flatMap(({ stdout }) => stdout.split("\n").filter(Boolean));
}
