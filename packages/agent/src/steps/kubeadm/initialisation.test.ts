import assert from "node:assert/strict";
import { test } from "node:test";
import { AUTOMATIC_APPROVAL } from "../../host/testing/simulated/cluster-programs.ts";
import { sent } from "../../operations/testing/sent.ts";
import { preparedPi } from "../../testing/prepared-pi.ts";
import { kubeadmState } from "../index.ts";
import { runOn } from "../testing/example.ts";
import { readClusterIdentity } from "./coordinator-access.ts";
import { granting, initialisation } from "./initialisation.ts";

const INIT = sent("init");
const GRANT = sent("grant");

test("init makes the cluster and the person's kubeconfig; a second run changes nothing", async () => {
  const argvs: string[] = [];
  const world = await preparedPi({
    unit: (argv) => {
      if (argv[0] === "kubeadm") argvs.push(argv.join(" "));
      return { ms: 20_000 };
    },
  });
  const { steps } = await runOn(world, initialisation(INIT));
  assert.deepEqual(argvs, [
    "kubeadm init --config /run/pi-agent/kubeadm-init.yaml --ignore-preflight-errors=NumCPU --skip-token-print " +
      "--skip-phases=addon/coredns",
  ]);
  assert.equal(steps.find((step) => step.step === "kubeadm-init")?.toolMs, 20_000);
  assert.equal(world.pi.file("/home/ada/.kube/config"), world.pi.file("/etc/kubernetes/admin.conf"));
  assert.deepEqual(await kubeadmState(world.pi), { phase: "finished", role: "control-plane" });
  const identity = await readClusterIdentity(world.pi);
  assert.equal(identity.server, "master1.kube.local:6443");
  assert.match(identity.caHash, /^sha256:[0-9a-f]{64}$/);
  assert.match(identity.caCertificate, /^-----BEGIN CERTIFICATE-----/);
  world.pi.changes.length = 0;
  assert.equal((await runOn(world, initialisation(INIT))).changed, 0);
  assert.deepEqual(world.pi.changes, []);
});

test("once init has ended nothing approves nodes by itself; repeated, it sees to it again", async () => {
  const world = await preparedPi();
  await runOn(world, initialisation(INIT));
  assert.equal(world.pi.file(AUTOMATIC_APPROVAL), undefined);
  // As an agent that was killed between kubeadm's end and its own finds it.
  world.pi.put(AUTOMATIC_APPROVAL, "");
  const { steps } = await runOn(world, initialisation(INIT));
  assert.match(steps.find(({ step }) => step === "kubeadm-init")?.sentence ?? "", /automatic approval/);
  assert.equal(world.pi.file(AUTOMATIC_APPROVAL), undefined);
  assert.equal(world.pi.state.kubeadm.init, 1);
});

test("grant takes away kubeadm's automatic approval when somebody put it back", async () => {
  const world = await preparedPi();
  await runOn(world, initialisation(INIT));
  await runOn(world, [granting(GRANT).step]);
  world.pi.put(AUTOMATIC_APPROVAL, "");
  const { changed, steps } = await runOn(world, [granting(GRANT).step]);
  assert.deepEqual([changed, steps[0]?.sentence], [1, "remove kubeadm's automatic approval of nodes"]);
  assert.equal(world.pi.state.manifests.length, 1, "and applies nothing again");
  assert.equal(world.pi.file(AUTOMATIC_APPROVAL), undefined);
});

test("grant on a control plane that does not answer fails in kubectl's words", async () => {
  const world = await preparedPi();
  await assert.rejects(runOn(world, [granting(GRANT).step]), {
    step: "coordinator-access",
    message: /connection .* refused/,
  });
  assert.deepEqual(world.pi.file("/var/lib/pi-agent/manifests.sha256"), undefined, "so it is tried again");
});

test("grant applies the manifests and gives the coordinator its token; a second run changes nothing", async () => {
  const world = await preparedPi();
  await runOn(world, initialisation(INIT));
  assert.deepEqual(world.pi.state.manifests, []);
  const access = granting(GRANT);
  await runOn(world, [access.step]);
  assert.equal(await access.token(world.pi), "simulated-token");
  assert.deepEqual(world.pi.state.manifests, [GRANT.manifests.join("\n---\n")]);
  world.pi.changes.length = 0;
  assert.equal((await runOn(world, [granting(GRANT).step])).changed, 0);
  assert.deepEqual(world.pi.changes, []);
});

test("a plug pulled during init: what it left is reset, and init runs again", async () => {
  const calls: string[] = [];
  const world = await preparedPi({
    unit: (argv) => {
      if (argv[0] === "kubeadm") calls.push(argv[1] ?? "");
      return { ms: 20_000 };
    },
  });
  const original = world.clock.sleep.bind(world.clock);
  world.clock.sleep = async (ms, signal) => {
    world.clock.sleep = original;
    await original(ms / 2, signal);
    world.pi.reboot();
  };
  await assert.rejects(runOn(world, initialisation(INIT)), { code: "command-failed" });
  await runOn(world, initialisation(INIT));
  assert.deepEqual(calls, ["init", "reset", "init"]);
  assert.deepEqual(await kubeadmState(world.pi), { phase: "finished", role: "control-plane" });
});

test("a Pi with 1 GB is told that it can only be a worker before kubeadm runs", async () => {
  const world = await preparedPi({ memoryMiB: 905 });
  await assert.rejects(runOn(world, initialisation(INIT)), {
    code: "refused",
    message: /905 MiB.*1700.*only be workers/,
  });
  assert.deepEqual(world.pi.state.kubeadm, {});
});
