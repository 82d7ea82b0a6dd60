import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { finishBoot } from "../../host/testing/simulated/card.ts";
import { SimulatedPi } from "../../host/testing/simulated-pi.ts";
import { sent } from "../../operations/testing/sent.ts";
import { preparedPi } from "../../testing/prepared-pi.ts";
import { joining, kubeadmState, preparation } from "../index.ts";
import { finishBootLater, runOn, SPEC } from "../testing/example.ts";

const JOIN = sent("join");
const TOKEN = "abcdef.0123456789abcdef";

test("kubeadm join finds the cluster's address and CA in a file, which goes with the token", async () => {
  let seen: readonly (string | undefined)[] = [];
  const files = ["/run/pi-agent/kubeadm-join.yaml", "/run/pi-agent/discovery.conf"];
  const world = await preparedPi({
    unit: (argv) => {
      if (argv[1] === "join") seen = files.map((path) => world.pi.file(path));
      return {};
    },
  });
  await runOn(world, joining(JOIN));
  assert.deepEqual(seen, [JOIN.kubeadmConfig, JOIN.discovery]);
  assert.deepEqual(
    files.map((path) => world.pi.file(path)),
    [undefined, undefined],
  );
});

test("join leaves a worker whose token is nowhere to be found; a second run changes nothing", async () => {
  const lines = [`kubeadm join --token ${TOKEN} --certificate-key ffff`];
  const world = await preparedPi({ unit: () => ({ lines }) });
  const result = await runOn(world, joining(JOIN));
  assert.deepEqual(await kubeadmState(world.pi), { phase: "finished", role: "worker" });
  assert.deepEqual(result.lines, ["kubeadm join --token [token] --certificate-key [key]"]);
  assert.ok(!JSON.stringify(world.pi.state.files).includes(TOKEN));
  world.pi.changes.length = 0;
  assert.equal((await runOn(world, joining(JOIN))).changed, 0);
  assert.deepEqual(world.pi.changes, []);
});

test("a kubelet and a containerd that the boot has yet to start are left to it", async () => {
  const world = await preparedPi();
  await runOn(world, joining(JOIN));
  world.pi.state.booting = true;
  for (const name of ["kubelet.service", "containerd.service"]) {
    world.pi.state.units[name] = { enabled: true, active: false, queued: true };
  }
  world.pi.changes.length = 0;
  assert.equal((await runOn(world, joining(JOIN))).changed, 0);
  assert.equal((await runOn(world, preparation(SPEC, { coordinatorClockMs: 0, dryRun: false }))).changed, 0);
  assert.deepEqual(world.pi.changes, []);
  finishBoot(world.pi.state);
  assert.equal(world.pi.state.units["kubelet.service"]?.active, true);
});

test("kubeadm waits for a containerd that the boot has yet to start", async () => {
  const seen: (boolean | undefined)[] = [];
  const world = await preparedPi({
    unit: ([program]) => {
      if (program === "kubeadm") seen.push(world.pi.state.units["containerd.service"]?.active);
      return {};
    },
  });
  world.pi.state.units["containerd.service"] = { enabled: true, active: false, queued: true };
  finishBootLater(world);
  await runOn(world, joining(JOIN));
  assert.deepEqual(seen, [true]);
});

test("while kubeadm runs, its configuration is a 0600 file on tmpfs", async () => {
  const world = await preparedPi({ unit: () => ({ ms: 1_000 }) });
  let seen: unknown;
  const peeking: typeof world.clock.sleep = async (ms, signal) => {
    seen = (await world.pi.info("/run/pi-agent/kubeadm-join.yaml"))?.mode;
    await original(ms, signal);
  };
  const original = world.clock.sleep.bind(world.clock);
  world.clock.sleep = peeking;
  await runOn(world, joining(JOIN));
  assert.equal(seen, 0o600);
  assert.equal(world.pi.file("/run/pi-agent/kubeadm-join.yaml"), undefined);
});

test("a failed join fails in kubeadm's words, and is cleaned up before the next try", async () => {
  const calls: string[] = [];
  const world = await preparedPi({
    unit: (argv, attempt) => {
      if (argv[0] === "kubeadm") calls.push(argv[1] ?? "");
      const fails = argv[1] === "join" && attempt === 1;
      return fails ? { exit: 1, lines: ["\t[ERROR Swap]: running with swap on is not supported"] } : {};
    },
  });
  await assert.rejects(runOn(world, joining(JOIN)), {
    code: "command-failed",
    step: "kubeadm-join",
    message: "kubeadm exited 1: [ERROR Swap]: running with swap on is not supported",
  });
  assert.deepEqual(await kubeadmState(world.pi), { phase: "begun", role: "worker" });
  await runOn(world, joining(JOIN));
  assert.deepEqual(calls, ["join", "reset", "join"]);
});

test("an agent killed during join finds it again: one kubeadm, no reset, its result not lost", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rackberry-"));
  const kubeadmLog = join(folder, "kubeadm.jsonl");
  const statePath = join(folder, "pi.json");
  const world = await preparedPi({ statePath, kubeadmLog, unit: () => ({ ms: 5_000 }) });
  const stop = new AbortController();
  const original = world.clock.sleep.bind(world.clock);
  world.clock.sleep = async (ms, signal) => {
    stop.abort(new Error("killed"));
    await original(ms, signal);
  };
  await assert.rejects(runOn(world, joining(JOIN), { signal: stop.signal }), /killed/);
  world.clock.sleep = original;
  // The next life of the agent, while the unit still runs; then one more, after it has ended.
  await world.clock.sleep(6_000);
  const pi = new SimulatedPi({ statePath, kubeadmLog, clock: world.clock });
  await runOn({ pi, clock: world.clock }, joining(JOIN));
  assert.deepEqual(await kubeadmState(pi), { phase: "finished", role: "worker" });
  const entries = readFileSync(kubeadmLog, "utf8").trim().split("\n");
  assert.deepEqual(
    entries.map((line) => JSON.parse(line).event),
    ["start", "end"],
  );
});
