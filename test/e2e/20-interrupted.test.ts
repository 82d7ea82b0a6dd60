/**
 * All work on the rack is interrupted in the middle: the agent is killed during apt, init and join, the coordinator
 * during init and join; power is cut during preparation and join. The workers start long before the master, one of them
 * from a card without the cgroup flags. The pod network uses plain routes, and keeps them.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { deployNginx, pageByName } from "../story/nginx.ts";
import { allReady } from "../story/ready.ts";
import { type KubeadmWatch, watchKubeadm } from "./one-kubeadm.ts";
import { bootstrapTokens, journal, kernelWords, killService, running, said } from "./pi-state.ts";

let lab: Lab;
let master: Pi;
let plain: Pi;
let flagged: Pi;
let late: Pi;
let watch: KubeadmWatch;

before(async () => {
  lab = await openLab({ name: "e2e-interrupted", settings: { network: "direct" }, onLog: (line) => console.log(line) });
  master = await lab.pi({ master: true });
  flagged = await lab.pi();
  plain = await lab.pi({ flags: false });
  late = await lab.pi();
  watch = watchKubeadm(lab.rack);
});
after(async () => {
  await watch?.stop();
  await lab?.close();
});

test("workers that were there before the master wait, unadopted", async () => {
  await Promise.all([plain.plugIn(), flagged.plugIn()]);
  for (const pi of [plain, flagged]) {
    await said(lab, pi, "pi-agent", /listening/);
    assert.doesNotMatch(await journal(pi, "pi-agent"), /adopted as/);
  }
});

test("killed in the middle of apt, init and join, the master without power in dpkg: all converge", async () => {
  await master.plugIn();
  // The test does not depend on which of them comes first.
  await Promise.all([interruptMaster(), killInApt(flagged)]);
  await Promise.race([inKubeadm(flagged, "join"), inKubeadm(plain, "join")]);
  await killService(master, "pi-coordinator");
  await killService(flagged, "pi-agent");
  await killService(plain, "pi-agent");
  const status = await allReady(lab, 3);
  assert.equal(status.nodes.find((node) => node.serial === master.serial)?.role, "control-plane");
});

test("pods reach each other by plain routes, and a Service by its name", async () => {
  await deployNginx(lab, master);
  const { from, to } = await pageByName(lab, master);
  assert.notEqual(from, to);
  const routes = await master.exec(["ip", "-json", "route", "show", "proto", "114"]);
  assert.equal(JSON.parse(routes.stdout).length, 2, "one to each other node's pods");
});

test("the card without flags took exactly one reboot and kept the words that were there", async () => {
  assert.equal(plain.boots, 2);
  assert.equal(flagged.boots, 1);
  const words = await kernelWords(plain);
  assert.ok(words.includes("cgroup_enable=memory"));
  assert.equal(words.filter((word) => word === "cgroup_enable=memory").length, 1);
  for (const word of ["console=tty1", "rootwait", "fixrtc"]) assert.ok(words.includes(word), word);
});

test("a plug pulled in preparation, and pulled again in the join: after power returns the node is Ready", async () => {
  await late.plugIn();
  await running(late, "dpkg");
  await unplugged(late);
  await inKubeadm(late, "join");
  await sleep(1500);
  await unplugged(late);
  await allReady(lab, 4);
  assert.equal(late.boots, 3);
});

test("there was one kubeadm at a time on every Pi, and no token is left", async () => {
  assert.equal(await watch.stop(), 1);
  assert.equal(await bootstrapTokens(lab, master), "");
});

test("a clone that claims a node's key with another serial number is refused, and the journal says why", async () => {
  await flagged.pullPlug();
  const card = flagged.eject();
  const copy = await lab.rack.copyCard(card, "clone");
  flagged.insert(card);
  const thief = lab.rack.newPi({ name: "thief", serial: "100000009999abcd", model: flagged.model });
  thief.insert(copy);
  await thief.plugIn();
  await said(lab, thief, "pi-agent", /but not its serial number|claim/i);
  await thief.pullPlug();
  await flagged.plugIn();
  await allReady(lab, 4);
});

async function interruptMaster(): Promise<void> {
  await killInApt(master);
  await running(master, "dpkg");
  await master.pressReset();
  await inKubeadm(master, "init");
  await killService(master, "pi-coordinator");
  await killService(master, "pi-agent");
}

async function killInApt(pi: Pi): Promise<void> {
  await running(pi, "apt-get");
  await killService(pi, "pi-agent");
}

async function unplugged(pi: Pi): Promise<void> {
  await pi.pullPlug();
  await sleep(2000);
  await pi.plugIn();
}

/** Excludes the earlier kubeadm that only lists its images. */
async function inKubeadm(pi: Pi, kind: "init" | "join"): Promise<void> {
  await said(lab, pi, "pi-agent", new RegExp(`run kubeadm ${kind}`));
  await running(pi, "kubeadm");
}
