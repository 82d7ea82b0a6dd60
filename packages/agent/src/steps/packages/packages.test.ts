import assert from "node:assert/strict";
import { test } from "node:test";
import { preparation } from "../index.ts";
import { podNetwork } from "../network/pod-network.ts";
import { containerdConfig } from "../runtime/containerd-config.ts";
import { examplePi, finishBootLater, killedWhen, runOn, SPEC } from "../testing/example.ts";
import { interrupted, isDamaged } from "./dpkg.ts";
import { packagesOnCard } from "./installing.ts";
import { kubernetesPackages } from "./kubernetes-packages.ts";

const prepare = (spec = SPEC) => preparation(spec, { coordinatorClockMs: 0, dryRun: false });

test("the repository is signed by its own key, and the version is pinned", async () => {
  const { pi, clock } = examplePi();
  await runOn({ pi, clock }, [kubernetesPackages(SPEC)]);
  assert.match(
    pi.file("/etc/apt/sources.list.d/kubernetes.list") ?? "",
    /^deb \[signed-by=\/etc\/apt\/keyrings\/kubernetes-apt-keyring\.asc\] https:\/\/pkgs\.k8s\.io\/core:\/stable:\/v1\.36\/deb\/ \/$/m,
  );
  assert.equal(pi.file("/etc/apt/keyrings/kubernetes-apt-keyring.asc"), SPEC.packages.key);
  assert.match(pi.file("/etc/apt/preferences.d/kubernetes") ?? "", /^Pin: version 1\.36\.3-\*$/m);
});

test("an interrupted installation is repaired first", async () => {
  const world = examplePi({ files: { "/var/lib/dpkg/updates/0001": "" } });
  assert.equal(await interrupted(world.pi), true);
  const { steps } = await runOn(world, [kubernetesPackages(SPEC)]);
  assert.match(steps[0]?.sentence ?? "", /repair an interrupted installation/);
  assert.equal(await interrupted(world.pi), false);
  assert.ok(
    world.pi.changes.indexOf("dpkg --configure") <
      world.pi.changes.findIndex((one) => one.startsWith("apt-get install")),
  );
});

test("an agent killed during apt waits for that apt to end, and starts no second one", async () => {
  const calls: string[] = [];
  const world = examplePi({
    unit: (argv) => {
      calls.push(argv.includes("update") ? "update" : "install");
      return { ms: 9_000 };
    },
  });
  const signal = killedWhen(world, () => calls.includes("install"));
  await assert.rejects(runOn(world, [kubernetesPackages(SPEC)], { signal }), /killed/);
  await runOn(world, [kubernetesPackages(SPEC)]);
  assert.deepEqual(calls, ["update", "install"]);
  assert.ok(world.pi.state.packages.kubelet?.held);
});

test("a lock that somebody holds is waited for", async () => {
  let refused = 0;
  const locked = "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 4 (apt-get)";
  const world = examplePi({ unit: () => (refused++ < 3 ? { exit: 100, lines: [locked] } : {}) });
  await runOn(world, [kubernetesPackages(SPEC)]);
  assert.ok(world.pi.state.packages.kubelet);
  assert.equal(world.clock.monotonic(), 3_000);
});

const MARK = "/var/lib/pi-agent/installing.json";

test("an installation interrupted by a power cut is checked once, and marked until it is on the card", async () => {
  const world = examplePi({ files: { [MARK]: '{"bootId":"another"}\n' } });
  await runOn(world, [kubernetesPackages(SPEC)]);
  assert.match(world.pi.file(MARK) ?? "", new RegExp(world.pi.state.bootId));
  assert.equal((await runOn(world, [kubernetesPackages(SPEC)])).changed, 0);
  world.pi.changes.length = 0;
  await runOn(world, [packagesOnCard]);
  assert.deepEqual(world.pi.changes, ["sync", MARK]);
  assert.equal((await runOn(world, [packagesOnCard])).changed, 0);
});

test("after a power cut every new package is compared, and none that was there before", async () => {
  const world = examplePi();
  world.pi.state.packages.openssl = { version: "3.0", held: false };
  await runOn(world, [kubernetesPackages(SPEC)]);
  // A dependency that was not named; packages that were there before are not read again.
  world.pi.state.packages.conntrack = { version: "1.4", held: false, damaged: true };
  world.pi.state.packages.openssl.damaged = true;
  world.pi.reboot();
  await runOn(world, [kubernetesPackages(SPEC)]);
  const { conntrack, openssl } = world.pi.state.packages;
  assert.deepEqual([conntrack?.damaged, openssl.damaged], [undefined, true]);
});

test("apt waits until cloud-init has written its sources, at a first boot", async () => {
  let sources: boolean | undefined;
  const world = examplePi({
    unit: ([program]) => {
      if (program === "apt-get") sources ??= world.pi.state.units["cloud-config.service"]?.active;
      return {};
    },
  });
  world.pi.state.units["cloud-config.service"] = { enabled: true, active: false, queued: true };
  finishBootLater(world);
  await runOn(world, [kubernetesPackages(SPEC)]);
  assert.equal(sources, true);
});

test("a damaged mark makes every package be compared", async () => {
  const world = examplePi({ files: { [MARK]: '{"bootId":"ano' } });
  world.pi.state.packages.openssl = { version: "3.0", held: false, damaged: true };
  await runOn(world, [kubernetesPackages(SPEC)]);
  assert.equal(world.pi.state.packages.openssl.damaged, undefined);
});

test("after a power cut and a kill during the repair, the repair is completed", async () => {
  const world = examplePi();
  await runOn(world, [kubernetesPackages(SPEC)]);
  Object.assign(world.pi.state.packages.kubelet ?? {}, { damaged: true });
  world.pi.put(MARK, '{"bootId":"another"}\n');
  const stop = new AbortController();
  const { pi, clock } = world;
  const original = pi.runUnit.bind(pi);
  // Killed when apt has updated its lists but installed nothing yet.
  pi.runUnit = async (...all) => {
    await original(...all);
    stop.abort(new Error("killed"));
    stop.signal.throwIfAborted();
  };
  await assert.rejects(runOn({ pi, clock }, [kubernetesPackages(SPEC)], { signal: stop.signal }), /killed/);
  assert.equal(pi.state.packages.kubelet?.damaged, true);
  pi.runUnit = original;
  await runOn(world, [kubernetesPackages(SPEC)]);
  assert.equal(pi.state.packages.kubelet?.damaged, undefined);
  assert.match(pi.file(MARK) ?? "", new RegExp(pi.state.bootId));
});

test("a binary that differs or is missing is damage; a changed setting or missing documentation is not", () => {
  assert.equal(isDamaged("??5??????   /usr/bin/kubelet\n"), true);
  assert.equal(isDamaged("missing     /usr/bin/containerd\n"), true);
  assert.equal(isDamaged("??5?????? c /etc/containerd/config.toml\nmissing     /usr/share/doc/runc\n"), false);
});

test("another version under a running node is refused", async () => {
  const world = examplePi();
  await runOn(world, prepare());
  world.pi.put("/etc/kubernetes/kubelet.conf", "");
  const other = kubernetesPackages({ ...SPEC, kubernetesVersion: "1.36.4" });
  await assert.rejects(runOn(world, [other]), {
    code: "refused",
    message: /runs Kubernetes 1\.36\.3, but rack\.yaml asks for 1\.36\.4/,
  });
});

const SETTINGS = { systemdCgroup: true, sandboxImage: "registry.k8s.io/pause:3.10.2", mayRaiseLimits: true };
const FORMATS: readonly (readonly [version: string, format: number, plugin: RegExp])[] = [
  ["1.6.20", 2, /\[plugins\."io\.containerd\.grpc\.v1\.cri"\.containerd\.runtimes\.runc\.options\]/],
  ["1.7.24", 2, /sandbox_image = "registry\.k8s\.io\/pause:3\.10\.2"/],
  [
    "2.0.4",
    3,
    /\[plugins\."io\.containerd\.cri\.v1\.images"\.pinned_images\]\n {2}sandbox = "registry\.k8s\.io\/pause:3\.10\.2"/,
  ],
  ["2.2.1", 3, /\[plugins\."io\.containerd\.cri\.v1\.runtime"\.containerd\.runtimes\.runc\.options\]/],
  ["2.3.0", 4, /config_path = "\/etc\/containerd\/certs\.d"/],
];
for (const [version, format, plugin] of FORMATS) {
  test(`containerd ${version} gets a configuration of version ${format}`, () => {
    const config = containerdConfig({ version, ...SETTINGS });
    assert.match(config, new RegExp(`^version = ${format}$`, "m"));
    assert.match(config, plugin);
    assert.match(config, /SystemdCgroup = true/);
    assert.match(config, /restrict_oom_score_adj = false/);
  });
}

test("a container with cgroup v1 and without CAP_SYS_RESOURCE gets what works there", async () => {
  const files = { "/proc/1/status": "CapBnd:\t000001fffeffffff\n" };
  const world = examplePi({ container: "systemd-nspawn", cgroupVersion: 1, files });
  for (const key of ["iptables", "ip6tables"]) world.pi.put(`/proc/sys/net/bridge/bridge-nf-call-${key}`, "1\n");
  await runOn(world, prepare());
  const config = world.pi.file("/etc/containerd/config.toml") ?? "";
  assert.match(config, /SystemdCgroup = false/);
  assert.match(config, /restrict_oom_score_adj = true/);
});

const direct = (routes: { subnet: string; address: string }[], nodePodSubnet = "10.244.1.0/24") =>
  podNetwork({ kind: "direct", podSubnet: "10.244.0.0/16", routes, nodePodSubnet });

test("direct: pods' addresses, routes that follow the nodes, and masquerading", async () => {
  const world = examplePi();
  await runOn(world, prepare());
  await runOn(world, [direct([{ subnet: "10.244.0.0/24", address: "192.168.40.10" }])]);
  assert.match(world.pi.file("/etc/cni/net.d/10-rackberry.conflist") ?? "", /"subnet": "10\.244\.1\.0\/24"/);
  const moved = direct([
    { subnet: "10.244.0.0/24", address: "192.168.40.77" },
    { subnet: "10.244.2.0/24", address: "192.168.40.12" },
  ]);
  await runOn(world, [moved]);
  assert.deepEqual(world.pi.state.routes, { "10.244.0.0/24": "192.168.40.77", "10.244.2.0/24": "192.168.40.12" });
  await runOn(world, [direct([{ subnet: "10.244.2.0/24", address: "192.168.40.12" }])]);
  assert.deepEqual(world.pi.state.routes, { "10.244.2.0/24": "192.168.40.12" });
  assert.equal(world.pi.state.rules.length, 1);
  world.pi.reboot();
  const back = await runOn(world, [moved]);
  assert.equal(back.changed, 1);
  assert.equal(Object.keys(world.pi.state.routes).length, 2);
  assert.equal((await runOn(world, [moved])).changed, 0);
});

test("direct: a node without a subnet gets routes only; flannel removes direct's traces", async () => {
  const world = examplePi();
  await runOn(world, [direct([{ subnet: "10.244.0.0/24", address: "192.168.40.10" }], "")]);
  assert.equal(world.pi.file("/etc/cni/net.d/10-rackberry.conflist"), undefined);
  await runOn(world, [direct([{ subnet: "10.244.0.0/24", address: "192.168.40.10" }])]);
  await runOn(world, [podNetwork(SPEC.network)]);
  assert.equal(world.pi.file("/etc/cni/net.d/10-rackberry.conflist"), undefined);
  assert.deepEqual(world.pi.state.routes, {});
});
