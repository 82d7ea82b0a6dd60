/**
 * Workers are powered on long before the master, one from a card without the cgroup flags, and whatever works on the
 * rack is killed in the middle: the agent during apt, init and join, the coordinator during init and join.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { allReady } from "../story/ready.ts";
import { until } from "../story/wait.ts";
import { type KubeadmWatch, watchKubeadm } from "./one-kubeadm.ts";
import { bootstrapTokens, journal, kernelWords, killService, running } from "./pi-state.ts";

let lab: Lab;
let master: Pi;
let plain: Pi;
let flagged: Pi;
let watch: KubeadmWatch;

before(async () => {
  lab = await openLab({ name: "e2e-killed", onLog: (line) => console.log(line) });
  master = await lab.pi({ master: true });
  flagged = await lab.pi();
  plain = await lab.pi({ flags: false });
  watch = watchKubeadm(lab.rack);
});
after(async () => {
  await watch?.stop();
  await lab?.close();
});

test("workers that were there before the master wait, unadopted", async () => {
  await Promise.all([plain.plugIn(), flagged.plugIn()]);
  for (const pi of [plain, flagged]) {
    await until(`the agent of ${pi.name} listens`, async () => /listening/.test(await journal(pi, "pi-agent")), {
      limit: 60,
    });
    assert.doesNotMatch(await journal(pi, "pi-agent"), /adopted as/);
  }
});

test("killed in the middle of apt, init and join, agents and coordinator converge all the same", async () => {
  await master.plugIn();
  await running(flagged, "apt-get");
  await killService(flagged, "pi-agent");
  await running(master, "apt-get");
  await killService(master, "pi-agent");
  await running(master, "kubeadm");
  await killService(master, "pi-coordinator");
  await killService(master, "pi-agent");
  await Promise.race([running(flagged, "kubeadm"), running(plain, "kubeadm")]);
  await killService(master, "pi-coordinator");
  await killService(flagged, "pi-agent");
  await killService(plain, "pi-agent");
  const status = await allReady(lab, 3);
  assert.equal(status.nodes.find((node) => node.serial === master.serial)?.role, "control-plane");
});

test("there was one kubeadm at a time on every Pi, and no token is left", async () => {
  assert.equal(await watch.stop(), 1);
  assert.equal(await bootstrapTokens(lab, master), "");
});

test("the card without flags took exactly one reboot and kept the words that were there", async () => {
  assert.equal(plain.boots, 2);
  assert.equal(flagged.boots, 1);
  const words = await kernelWords(plain);
  assert.ok(words.includes("cgroup_enable=memory"));
  assert.equal(words.filter((word) => word === "cgroup_enable=memory").length, 1);
  for (const word of ["console=tty1", "rootwait", "fixrtc"]) assert.ok(words.includes(word), word);
});
