import assert from "node:assert/strict";
import { test } from "node:test";
import { sent } from "../../operations/testing/sent.ts";
import { preparedPi } from "../../testing/prepared-pi.ts";
import { joining, kubeadmState, preparation, resetting } from "../index.ts";
import { runOn, SPEC } from "../testing/example.ts";
import { initialisation } from "./initialisation.ts";

const INIT = sent("init");
const JOIN = sent("join");

test("a cluster that Rackberry did not make is refused and not touched", async () => {
  const world = await preparedPi({ files: { "/etc/kubernetes/kubelet.conf": "theirs" } });
  for (const steps of [joining(JOIN), initialisation(INIT)]) {
    await assert.rejects(runOn(world, steps), {
      code: "refused",
      message: /did not make \(\/etc\/kubernetes\/kubelet\.conf\)/,
    });
  }
  assert.deepEqual(world.pi.changes, []);
});

test("a worker does not become a control plane without a reset", async () => {
  const world = await preparedPi();
  await runOn(world, joining(JOIN));
  await assert.rejects(runOn(world, initialisation(INIT)), { code: "refused", message: /already a worker/ });
});

for (const name of ["admin", "super-admin", "kubelet", "bootstrap-kubelet", "controller-manager", "scheduler"]) {
  test(`a reset that left ${name}.conf is seen: init resets again before it begins`, async () => {
    const calls: string[] = [];
    const world = await preparedPi({
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
  const world = await preparedPi();
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
