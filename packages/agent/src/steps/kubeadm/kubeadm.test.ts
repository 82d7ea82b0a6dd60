import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { finishBoot } from "../../host/testing/simulated/card.ts";
import { AUTOMATIC_APPROVAL } from "../../host/testing/simulated/cluster-programs.ts";
import { SimulatedPi } from "../../host/testing/simulated-pi.ts";
import { joining, kubeadmState, preparation, resetting } from "../index.ts";
import { examplePi, finishBootLater, runOn, SPEC } from "../testing/example.ts";
import { readClusterIdentity } from "./coordinator-access.ts";
import { granting, initialisation } from "./initialisation.ts";
import { namedDriver } from "./kubelet-driver.ts";

const INIT = {
  spec: SPEC,
  // As the coordinator writes it: documents of JSON, which is YAML.
  kubeadmConfig: [
    { apiVersion: "kubeadm.k8s.io/v1beta4", kind: "ClusterConfiguration", kubernetesVersion: "v1.36.3" },
    { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration", cgroupDriver: "systemd" },
  ]
    .map((document) => `---\n${JSON.stringify(document, null, 2)}\n`)
    .join(""),
  skipPhases: ["addon/coredns"],
  ignorePreflight: ["NumCPU"],
  coordinatorClockMs: 0,
};
const TOKEN = "abcdef.0123456789abcdef";
const JOIN = {
  kubeadmConfig: `token: ${TOKEN}\n`,
  discovery: "kind: Config\n",
  ignorePreflight: [],
  coordinatorClockMs: 0,
};

async function prepared(options: ConstructorParameters<typeof SimulatedPi>[0] = {}) {
  const world = examplePi(options);
  await runOn(world, preparation(SPEC, { coordinatorClockMs: 0, dryRun: false }));
  world.pi.changes.length = 0;
  return world;
}

const GRANT = { manifests: ["kind: Namespace\n", "kind: Secret\n"] };

test("init makes the cluster and the person's kubeconfig; a second run changes nothing", async () => {
  const argvs: string[] = [];
  const world = await prepared({
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
  const world = await prepared();
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
  const world = await prepared();
  await runOn(world, initialisation(INIT));
  await runOn(world, [granting(GRANT).step]);
  world.pi.put(AUTOMATIC_APPROVAL, "");
  const { changed, steps } = await runOn(world, [granting(GRANT).step]);
  assert.deepEqual([changed, steps[0]?.sentence], [1, "remove kubeadm's automatic approval of nodes"]);
  assert.equal(world.pi.state.manifests.length, 1, "and applies nothing again");
  assert.equal(world.pi.file(AUTOMATIC_APPROVAL), undefined);
});

test("grant on a control plane that does not answer fails in kubectl's words", async () => {
  const world = await prepared();
  await assert.rejects(runOn(world, [granting(GRANT).step]), {
    step: "coordinator-access",
    message: /connection .* refused/,
  });
  assert.deepEqual(world.pi.file("/var/lib/pi-agent/manifests.sha256"), undefined, "so it is tried again");
});

test("grant applies the manifests and gives the coordinator its token; a second run changes nothing", async () => {
  const world = await prepared();
  await runOn(world, initialisation(INIT));
  assert.deepEqual(world.pi.state.manifests, []);
  const access = granting(GRANT);
  await runOn(world, [access.step]);
  assert.equal(await access.token(world.pi), "simulated-token");
  assert.deepEqual(world.pi.state.manifests, ["kind: Namespace\n\n---\nkind: Secret\n"]);
  world.pi.changes.length = 0;
  assert.equal((await runOn(world, [granting(GRANT).step])).changed, 0);
  assert.deepEqual(world.pi.changes, []);
});

test("kubeadm join finds the cluster's address and CA in a file, which goes with the token", async () => {
  let seen: readonly (string | undefined)[] = [];
  const files = ["/run/pi-agent/kubeadm-join.yaml", "/run/pi-agent/discovery.conf"];
  const world = await prepared({
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
  const world = await prepared({ unit: () => ({ lines }) });
  const result = await runOn(world, joining(JOIN));
  assert.deepEqual(await kubeadmState(world.pi), { phase: "finished", role: "worker" });
  assert.deepEqual(result.lines, ["kubeadm join --token [token] --certificate-key [key]"]);
  assert.ok(!JSON.stringify(world.pi.state.files).includes(TOKEN));
  world.pi.changes.length = 0;
  assert.equal((await runOn(world, joining(JOIN))).changed, 0);
  assert.deepEqual(world.pi.changes, []);
});

test("a kubelet and a containerd that the boot has yet to start are left to it", async () => {
  const world = await prepared();
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
  const world = await prepared({
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
  const world = await prepared({ unit: () => ({ ms: 1_000 }) });
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
  const world = await prepared({
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

test("a plug pulled during init: what it left is reset, and init runs again", async () => {
  const calls: string[] = [];
  const world = await prepared({
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

test("an agent killed during join finds it again: one kubeadm, no reset, its result not lost", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rackberry-"));
  const kubeadmLog = join(folder, "kubeadm.jsonl");
  const statePath = join(folder, "pi.json");
  const world = await prepared({ statePath, kubeadmLog, unit: () => ({ ms: 5_000 }) });
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

test("a cluster that Rackberry did not make is refused and not touched", async () => {
  const world = await prepared({ files: { "/etc/kubernetes/kubelet.conf": "theirs" } });
  for (const steps of [joining(JOIN), initialisation(INIT)]) {
    await assert.rejects(runOn(world, steps), {
      code: "refused",
      message: /did not make \(\/etc\/kubernetes\/kubelet\.conf\)/,
    });
  }
  assert.deepEqual(world.pi.changes, []);
});

test("a worker does not become a control plane without a reset", async () => {
  const world = await prepared();
  await runOn(world, joining(JOIN));
  await assert.rejects(runOn(world, initialisation(INIT)), { code: "refused", message: /already a worker/ });
});

test("a Pi with 1 GB is told that it can only be a worker before kubeadm runs", async () => {
  const world = await prepared({ memoryMiB: 905 });
  await assert.rejects(runOn(world, initialisation(INIT)), {
    code: "refused",
    message: /905 MiB.*1700.*only be workers/,
  });
  assert.deepEqual(world.pi.state.kubeadm, {});
});

test("a kubelet with another cgroup driver than containerd's is refused before kubeadm runs", async () => {
  const world = await prepared();
  const wrong = { ...INIT, kubeadmConfig: INIT.kubeadmConfig.replace("systemd", "cgroupfs") };
  await assert.rejects(runOn(world, initialisation(wrong)), { code: "refused", message: /kubernetes#106464/ });
  assert.deepEqual(world.pi.state.kubeadm, {});
});

test("a joined node whose kubelet was given another driver is told so", async () => {
  const world = await prepared();
  await runOn(world, joining(JOIN));
  world.pi.put("/var/lib/kubelet/config.yaml", KUBELET_CONFIG.replace("systemd", "cgroupfs"));
  await assert.rejects(runOn(world, joining(JOIN)), {
    code: "refused",
    message: /^\/var\/lib\/kubelet\/config\.yaml gives the kubelet the cgroup driver cgroupfs.*kubernetes#106464/,
  });
});

/** As kubeadm writes it. */
const KUBELET_CONFIG = `apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  anonymous:
    enabled: false
cgroupDriver: systemd
clusterDNS:
- 10.96.0.10
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
kind: KubeletConfiguration
`;

test("the driver is found in JSON and in YAML, in the kubelet's document alone, and nowhere from 1.38 on", () => {
  assert.equal(namedDriver(INIT.kubeadmConfig), "systemd");
  assert.equal(namedDriver(KUBELET_CONFIG), "systemd");
  const yaml =
    "kind: ClusterConfiguration\ncgroupDriver: none\n---\nkind: \"KubeletConfiguration\" # ours\ncgroupDriver: 'cgroupfs'\n";
  assert.equal(namedDriver(yaml), "cgroupfs");
  assert.equal(namedDriver("kind: KubeletConfiguration\nother:\n  cgroupDriver: cgroupfs\n"), undefined);
  assert.equal(namedDriver('---\n{"kind":"KubeletConfiguration"}\n'), undefined);
  assert.throws(() => namedDriver('---\n{"kind":'), { code: "invalid" });
});

for (const name of ["admin", "super-admin", "kubelet", "bootstrap-kubelet", "controller-manager", "scheduler"]) {
  test(`a reset that left ${name}.conf is seen: init resets again before it begins`, async () => {
    const calls: string[] = [];
    const world = await prepared({
      unit: (argv) => {
        if (argv[0] === "kubeadm") calls.push(argv[1] ?? "");
        return {};
      },
    });
    world.pi.put(`/etc/kubernetes/${name}.conf`, "of another CA");
    assert.deepEqual(await kubeadmState(world.pi), { phase: "foreign", evidence: `/etc/kubernetes/${name}.conf` });
    await runOn(world, resetting({ ignorePreflight: [] }));
    assert.equal(world.pi.file(`/etc/kubernetes/${name}.conf`), undefined);
    await runOn(world, initialisation(INIT));
    assert.deepEqual(calls, ["reset", "init"]);
  });
}

test("reset leaves a prepared Pi without a trace of the cluster, and a second one changes nothing", async () => {
  const world = await prepared();
  const direct = {
    kind: "direct",
    podSubnet: "10.244.0.0/16",
    routes: [{ subnet: "10.244.1.0/24", address: "192.168.40.10" }],
    nodePodSubnet: "10.244.0.0/24",
  } as const;
  await runOn(world, preparation({ ...SPEC, network: direct }, { coordinatorClockMs: 0, dryRun: false }));
  await runOn(world, initialisation(INIT));
  await runOn(world, resetting({ ignorePreflight: [] }));
  assert.deepEqual(await kubeadmState(world.pi), { phase: "nothing" });
  for (const path of ["/etc/kubernetes/admin.conf", "/home/ada/.kube/config", "/etc/cni/net.d/10-rackberry.conflist"]) {
    assert.equal(world.pi.file(path), undefined, path);
  }
  assert.deepEqual(world.pi.state.routes, {});
  assert.deepEqual(world.pi.state.rules, []);
  world.pi.changes.length = 0;
  assert.equal((await runOn(world, resetting({ ignorePreflight: [] }))).changed, 0);
  assert.deepEqual(world.pi.changes, []);
  assert.equal((await runOn(world, initialisation(INIT))).outcome, "done");
});
