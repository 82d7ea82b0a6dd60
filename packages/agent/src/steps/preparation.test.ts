import assert from "node:assert/strict";
import { test } from "node:test";
import { StepOutcome } from "@rackberry/protocol";
import { preparation } from "./index.ts";
import { examplePi, runOn, SPEC } from "./testing/example.ts";

const prepare = (dryRun = false) => preparation(SPEC, { coordinatorClockMs: 0, dryRun });

test("a fresh card is prepared without a reboot when it has the flags", async () => {
  const world = examplePi();
  const result = await runOn(world, prepare());
  assert.equal(result.outcome, "done");
  const { pi } = world;
  assert.equal(pi.file("/proc/sys/kernel/hostname"), "node1\n");
  assert.match(pi.file("/etc/hosts") ?? "", /^192\.168\.40\.10 master1\.kube\.local master1$/m);
  assert.equal(pi.file("/proc/sys/net/ipv4/ip_forward"), "1\n");
  assert.equal(pi.state.units["apt-daily.timer"]?.enabled, false);
  assert.equal(pi.state.units["containerd.service"]?.active, true);
  const { enabled, active } = pi.state.units["kubelet.service"] ?? {};
  assert.deepEqual([enabled, active], [true, false], "it starts at boot, and has nothing to run yet");
  for (const name of ["kubeadm", "kubelet", "containerd"]) {
    assert.equal(pi.state.packages[name]?.held, true, name);
  }
  assert.equal(pi.state.packages.kubelet?.version, "1.36.3-1.1");
  assert.ok(pi.state.packages["nfs-common"]);
  assert.match(pi.file("/etc/containerd/config.toml") ?? "", /SystemdCgroup = true/);
  assert.match(pi.file("/etc/containerd/config.toml") ?? "", /sandbox_image = "registry\.k8s\.io\/pause:3\.10\.2"/);
});

test("a second run changes nothing: no file, no program with an effect", async () => {
  const world = examplePi();
  await runOn(world, prepare());
  world.pi.changes.length = 0;
  const again = await runOn(world, prepare());
  assert.equal(again.changed, 0);
  assert.deepEqual(world.pi.changes, []);
  assert.ok(again.steps.every((step) => step.outcome === StepOutcome.OK));
});

test("nothing is changed after a reboot either", async () => {
  const world = examplePi();
  await runOn(world, prepare());
  world.pi.reboot();
  world.pi.changes.length = 0;
  const again = await runOn(world, prepare());
  assert.equal(again.changed, 0);
  assert.deepEqual(world.pi.changes, []);
});

test("a dry run changes nothing and says in sentences what would change", async () => {
  const world = examplePi();
  const result = await runOn(world, prepare(true), { dryRun: true });
  assert.deepEqual(world.pi.changes, []);
  const sentences = Object.fromEntries(result.steps.map((step) => [step.step, step.sentence]));
  assert.equal(sentences.hostname, "name the host node1 (it is raspberrypi)");
  assert.equal(sentences.hosts, "write 3 names to /etc/hosts");
  assert.equal(sentences["memory-cgroup"], "");
  assert.match(sentences["kubernetes-packages"] ?? "", /install kubeadm, kubelet, containerd and iptables/);
  assert.match(sentences["container-runtime"] ?? "", /once it is installed/);
});

test("apt runs once for everything that a node needs to join: one update, one install", async () => {
  const calls: string[] = [];
  const world = examplePi({
    unit: (argv) => {
      calls.push(argv.find((word) => ["update", "install"].includes(word)) ?? argv.join(" "));
      return {};
    },
  });
  await runOn(world, prepare(), { skip: ["packages-on-card", "nfs-common"] });
  assert.deepEqual(calls, ["update", "install"]);
  assert.equal(world.pi.state.packages["nfs-common"], undefined);
});

test("work that can wait is done later: writing packages to the card, and the NFS client", async () => {
  const world = examplePi();
  const later = ["packages-on-card", "nfs-common"];
  await runOn(world, prepare(), { skip: later });
  assert.ok(world.pi.file("/var/lib/pi-agent/installing.json"));
  world.pi.changes.length = 0;
  await runOn(world, prepare(), { only: later });
  assert.deepEqual(world.pi.changes, ["sync", "/var/lib/pi-agent/installing.json", "apt-get install nfs-common"]);
});

test("images that the node will run are pulled while it waits; a failed pull is left to the kubelet", async () => {
  const world = examplePi();
  await runOn(world, prepare());
  const { images } = world.pi.state;
  assert.deepEqual(images, [
    "registry.k8s.io/kube-proxy:v1.36.3",
    "registry.k8s.io/pause:3.10.2",
    "ghcr.io/flannel-io/flannel:v0.28.10",
    "ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel3",
  ]);
  images.length = 1;
  world.pi.changes.length = 0;
  await runOn(world, prepare());
  assert.deepEqual(world.pi.changes, []);
  world.pi.reboot();
  await runOn(world, prepare());
  assert.equal(images.length, 4);
});

test("an image that kubeadm and the pod network both name is pulled once", async () => {
  const pause = "registry.k8s.io/pause:3.10.2";
  const world = examplePi();
  await runOn(world, preparation({ ...SPEC, images: [pause] }, { coordinatorClockMs: 0, dryRun: false }));
  assert.equal(world.pi.changes.filter((change) => change === `ctr pull ${pause}`).length, 1);
});

test("only the named steps run", async () => {
  const world = examplePi();
  const result = await runOn(world, prepare(), { only: ["hostname"] });
  assert.deepEqual(
    result.steps.map((step) => step.step),
    ["hostname"],
  );
  await assert.rejects(runOn(world, prepare(), { only: ["nonsense"] }), { code: "invalid" });
  await assert.rejects(runOn(world, prepare(), { skip: ["nonsense"] }), { code: "invalid" });
});
