import assert from "node:assert/strict";
import { test } from "node:test";
import { examplePi, runOn, SPEC } from "../testing/example.ts";
import { markKubeadm } from "../tools/kubeadm-state.ts";
import { kubeletAddress } from "./kubelet-address.ts";

const FLAGS = "/var/lib/kubelet/kubeadm-flags.env";
const flags = (address: string) =>
  `KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix:///run/containerd/containerd.sock --node-ip=${address} --v=2"\n`;

async function joined(address: string, role: "worker" | "control-plane" = "worker") {
  const files = { [FLAGS]: flags(address), "/etc/kubernetes/kubelet.conf": "", "/etc/kubernetes/admin.conf": "" };
  const world = examplePi({ files });
  world.pi.state.units["kubelet.service"] = { enabled: true, active: true };
  await markKubeadm(world.pi, "finished", role);
  world.pi.changes.length = 0;
  return world;
}

test("a lease that changed reaches the kubelet, once", async () => {
  const world = await joined("192.168.40.99");
  const { steps } = await runOn(world, [kubeletAddress(SPEC)]);
  assert.equal(steps[0]?.sentence, "tell the kubelet that its address is 192.168.40.11 (it was 192.168.40.99)");
  assert.equal(world.pi.file(FLAGS), flags("192.168.40.11"));
  assert.ok(world.pi.changes.includes("systemctl restart kubelet.service"));
  assert.equal((await runOn(world, [kubeletAddress(SPEC)])).changed, 0);
});

test("an agent that was killed before the restart restarts it in its next life", async () => {
  const world = await joined("192.168.40.99");
  const run = world.pi.run.bind(world.pi);
  world.pi.run = async (argv, options) => {
    if (argv.includes("restart")) throw new Error("killed");
    return run(argv, options);
  };
  await assert.rejects(runOn(world, [kubeletAddress(SPEC)]));
  world.pi.run = run;
  const { steps } = await runOn(world, [kubeletAddress(SPEC)]);
  assert.equal(steps[0]?.sentence, "restart the kubelet with its address");
  assert.equal((await runOn(world, [kubeletAddress(SPEC)])).changed, 0);
});

test("who is right, in no cluster, or a control plane is left alone", async () => {
  assert.equal((await runOn(await joined("192.168.40.11"), [kubeletAddress(SPEC)])).changed, 0);
  assert.equal((await runOn(await joined("192.168.40.99", "control-plane"), [kubeletAddress(SPEC)])).changed, 0);
  const blank = examplePi({ files: { [FLAGS]: flags("192.168.40.99") } });
  assert.equal((await runOn(blank, [kubeletAddress(SPEC)])).changed, 0);
});
