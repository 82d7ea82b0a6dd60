/** Images that cannot be pulled: one sentence in kubeadm's words, and the next try goes on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SimulatedPiOptions } from "../../host/testing/simulated-pi.ts";
import { sent } from "../../operations/testing/sent.ts";
import { joining, kubeadmState, preparation } from "../index.ts";
import { initialisation } from "../kubeadm/initialisation.ts";
import { examplePi, runOn, SPEC } from "../testing/example.ts";

const INIT = sent("init");
const JOIN = sent("join");
const API = "registry.k8s.io/kube-apiserver:v1.36.3";

async function prepared(unit: SimulatedPiOptions["unit"]) {
  const world = examplePi({ unit });
  await runOn(world, preparation(SPEC, { coordinatorClockMs: 0, dryRun: false }));
  return world;
}

/** The first kubeadm of this kind prints these lines and fails. */
const failingOnce =
  (verb: string, lines: readonly string[]): NonNullable<SimulatedPiOptions["unit"]> =>
  (argv, attempt) =>
    argv[0] === "kubeadm" && argv[1] === verb && attempt === 1 ? { exit: 1, lines } : {};

const pull = (why: string) => [
  "[preflight] Pulling images required for setting up a Kubernetes cluster",
  "error: error execution phase preflight: [preflight] Some fatal errors occurred:",
  `\t[ERROR ImagePull]: failed to pull image ${API}: failed to pull image ${API}: rpc error: code = NotFound desc = ` +
    `failed to pull and unpack image "${API}": ${why}`,
  "[preflight] If you know what you are doing, you can make a check non-fatal with `--ignore-preflight-errors=...`",
  "To see the stack trace of this error execute with --v=5 or higher",
];

for (const [what, why] of [
  ["missing", "not found"],
  ["cut short", 'failed commit on ref "layer-sha256:00": "layer-sha256:00" failed size validation: 1 != 2'],
  ["for another architecture", "no match for platform in manifest: not found"],
] as const) {
  test(`an image that is ${what} is named, and the next try makes the cluster`, async () => {
    const world = await prepared(failingOnce("init", pull(why)));
    await assert.rejects(runOn(world, initialisation(INIT)), {
      code: "command-failed",
      step: "kubeadm-init",
      message: `kubeadm exited 1: [ERROR ImagePull]: failed to pull image ${API}: ${why}`,
    });
    await runOn(world, initialisation(INIT));
    assert.deepEqual(await kubeadmState(world.pi), { phase: "finished", role: "control-plane" });
  });
}

test("a program for another architecture is named in its container's words", async () => {
  const world = await prepared(
    failingOnce("init", [
      "error: error execution phase wait-control-plane: failed while waiting for the control plane to start",
      "To see the stack trace of this error execute with --v=5 or higher",
    ]),
  );
  const etcd = "registry.k8s.io/etcd:3.6.8-0";
  const log = (name: string) => `/var/log/pods/kube-system_${name}-master1_0123/${name}`;
  world.pi.put("/etc/kubernetes/manifests/etcd.yaml", `spec:\n  containers:\n  - name: etcd\n    image: ${etcd}\n`);
  world.pi.put("/etc/kubernetes/manifests/a.yaml", "spec:\n  containers:\n  - image: a:1\n");
  world.pi.put(`${log("a")}/0.log`, "2026-11-27T10:00:00Z stderr F E1127 10:00:00.0 1 a.go:1] connection refused\n");
  world.pi.put(`${log("etcd")}/9.log`, "2026-11-27T10:00:00Z stderr F error: of an earlier start\n");
  world.pi.put(`${log("etcd")}/10.log`, "2026-11-27T10:00:09Z stderr F exec /usr/local/bin/etcd: exec format error\n");
  await assert.rejects(runOn(world, initialisation(INIT)), {
    message:
      "kubeadm exited 1: error execution phase wait-control-plane: failed while waiting for the control plane to start; " +
      `${etcd}: exec /usr/local/bin/etcd: exec format error`,
  });
  await runOn(world, initialisation(INIT));
  assert.deepEqual(await kubeadmState(world.pi), { phase: "finished", role: "control-plane" });
});

test("of kubeadm's forty lines about the system, only failed checks reach the journal", async () => {
  const line = (key: string, value: string, colour: number) =>
    `\x1b[0;37m${key}\x1b[0m: \x1b[0;${colour}m${value}\x1b[0m`;
  const world = await prepared((argv) => ({
    lines:
      argv[1] === "join"
        ? [
            "[preflight] The system verification failed. Printing the output from the verification:",
            line("KERNEL_VERSION", "6.12.25", 32),
            line("CONFIG_NAMESPACES", "enabled", 32),
            line("CONFIG_CGROUP_HUGETLB", "missing", 33),
            line("OS", "Linux", 32),
            line("CGROUPS_CPU", "enabled", 32),
            "This node has joined the cluster:",
          ]
        : [],
  }));
  assert.deepEqual((await runOn(world, joining(JOIN))).lines, [
    "[preflight] The system verification failed. Printing the output from the verification:",
    "CONFIG_CGROUP_HUGETLB: missing",
    "This node has joined the cluster:",
  ]);
});
