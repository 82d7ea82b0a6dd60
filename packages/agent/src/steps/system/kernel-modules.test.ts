/** Modules that the running kernel lacks: Ubuntu 22.04's kernel for the Pi, and kernels that were updated while running. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { preparation } from "../index.ts";
import { mirroring } from "../mirror/mirroring.ts";
import { examplePi, killedWhen, runOn, SPEC } from "../testing/example.ts";
import { modules } from "./modules.ts";

const EXTRA = "linux-modules-extra-raspi";
const KERNEL = "5.15.0-1061-raspi";
const flannel = () => modules({ kind: "flannel" });

/** Ubuntu 22.04, whose apt also knows the package by the kernel's name. */
function jammy(options: Parameters<typeof examplePi>[0] = {}) {
  const world = examplePi(options);
  world.pi.put("/proc/sys/kernel/osrelease", `${KERNEL}\n`);
  world.pi.state.absentModules.push("vxlan");
  for (const name of [EXTRA, `linux-modules-extra-${KERNEL}`]) world.pi.state.candidates[name] = "5.15.0.1061.59";
  return world;
}

test("vxlan is installed from Ubuntu 22.04's package and loaded at every boot", async () => {
  const world = jammy();
  const { pi } = world;
  const { steps } = await runOn(world, [flannel()]);
  assert.match(
    steps[0]?.sentence ?? "",
    /^install modules that this kernel lacks: vxlan; load br_netfilter and vxlan; write /,
  );
  assert.ok(pi.file("/sys/module/vxlan/initstate"));
  assert.deepEqual(Object.keys(pi.state.packages), [`linux-modules-extra-${KERNEL}`, EXTRA]);
  pi.reboot();
  pi.put("/proc/sys/kernel/osrelease", `${KERNEL}\n`);
  pi.changes.length = 0;
  assert.equal((await runOn(world, [flannel()])).changed, 0);
  assert.deepEqual(pi.changes, []);
});

test("a dry run says so and installs nothing; without flannel nothing is needed", async () => {
  const world = jammy();
  const { steps } = await runOn(world, [flannel()], { dryRun: true });
  assert.match(steps[0]?.sentence ?? "", /^install modules that this kernel lacks: vxlan/);
  assert.deepEqual(world.pi.changes, []);
  await runOn(world, [modules({ kind: "direct" })]);
  assert.deepEqual(world.pi.state.packages, {});
});

test("a preparation sets apt's proxy before it installs the module, and the sysctls after it", async () => {
  const world = jammy();
  const spec = { ...SPEC, aptProxy: "http://master1.kube.local:7441" };
  const { outcome } = await runOn(world, preparation(spec, { coordinatorClockMs: 0, dryRun: false }));
  assert.equal(outcome, "done");
  const { changes } = world.pi;
  const proxy = changes.indexOf("/etc/apt/apt.conf.d/00rackberry-mirror");
  assert.ok(proxy >= 0 && proxy < changes.indexOf(`apt-get install linux-modules-extra-${KERNEL} ${EXTRA}`));
  assert.equal(world.pi.file("/proc/sys/net/bridge/bridge-nf-call-iptables"), "1\n");
});

test("an agent killed while the package is installed finds that apt again and goes on", async () => {
  const calls: string[] = [];
  const world = jammy({
    unit: (argv) => {
      calls.push(argv.includes("update") ? "update" : "install");
      return { ms: 9_000 };
    },
  });
  const signal = killedWhen(world, () => calls.includes("install"));
  await assert.rejects(runOn(world, [flannel()], { signal }), /killed/);
  await runOn(world, [flannel()]);
  assert.deepEqual(calls, ["update", "install"]);
  assert.ok(world.pi.file("/sys/module/vxlan/initstate"));
});

test("an installation interrupted by a power cut is repaired first", async () => {
  const world = jammy({ files: { "/var/lib/dpkg/updates/0001": "" } });
  await runOn(world, [flannel()]);
  const changes = world.pi.changes.filter((change) => /^(?:dpkg|apt-get)/.test(change));
  assert.deepEqual(changes, ["dpkg --configure", `apt-get install linux-modules-extra-${KERNEL} ${EXTRA}`]);
});

test("the rack's mirror has the package too, when its own host needed it", async () => {
  const pulled: string[] = [];
  const world = jammy({
    unit: (argv) => {
      if (argv.includes("--download-only")) pulled.push(...argv.filter((word) => word.startsWith("linux-modules-")));
      return {};
    },
  });
  await runOn(world, preparation(SPEC, { coordinatorClockMs: 0, dryRun: false }));
  await runOn(world, mirroring({ spec: SPEC, images: [], generation: "1", coordinatorClockMs: 0 }));
  assert.deepEqual([...new Set(pulled)], [`linux-modules-extra-${KERNEL}`, EXTRA]);
});

const kernel = "6.6.31-mine";
function without(module: string, options: { readonly folder: boolean }) {
  const world = examplePi(options.folder ? { files: { [`/lib/modules/${kernel}/modules.dep`]: "" } } : {});
  world.pi.put("/proc/sys/kernel/osrelease", `${kernel}\n`);
  world.pi.state.absentModules.push(module);
  return world;
}

test("a kernel without vxlan and without a package for it: which package, or network: direct", async () => {
  await assert.rejects(runOn(without("vxlan", { folder: true }), [flannel()]), {
    code: "refused",
    step: "modules",
    message:
      `the running kernel ${kernel} has no module vxlan, and apt offers no ${EXTRA}: install the kernel package ` +
      "that has the module, or set network: direct in rack.yaml",
  });
});

test("a package name without a candidate is not installed", async () => {
  const world = jammy();
  world.pi.state.candidates[`linux-modules-extra-${KERNEL}`] = "(none)";
  await runOn(world, [flannel()]);
  assert.deepEqual(Object.keys(world.pi.state.packages), [EXTRA]);
});

test("network: direct is not suggested for a module that it needs as well", async () => {
  await assert.rejects(runOn(without("br_netfilter", { folder: true }), [flannel()]), (error: Error) => {
    assert.match(error.message, /has no module br_netfilter, .*that has the module$/);
    return true;
  });
});

test("a kernel updated while running has lost its modules: a restart is advised", async () => {
  await assert.rejects(runOn(without("vxlan", { folder: false }), [flannel()]), {
    code: "refused",
    message: /all its modules are gone, as happens when the kernel is updated: restart this Pi$/,
  });
});

test("a package for a newer kernel: a restart is advised", async () => {
  const world = jammy();
  delete world.pi.state.candidates[`linux-modules-extra-${KERNEL}`];
  world.pi.state.nextKernel = "5.15.0-1070-raspi";
  await assert.rejects(runOn(world, [flannel()]), {
    code: "refused",
    message: `the running kernel ${KERNEL} has no module vxlan: ${EXTRA} is installed, but for a newer kernel: restart this Pi`,
  });
});
