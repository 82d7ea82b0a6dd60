/**
 * Every arrangement of a boot partition, each on a card made from an image, all plugged in at once: a master and a
 * worker of each. The node keeps what is special about its system, and has what the rack requires. Uses the newer
 * of the minor versions that the rack serves.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Pi } from "../rack/api.ts";
import { table } from "../story/account.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { allReady } from "../story/ready.ts";
import { until } from "../story/wait.ts";
import { CARDS } from "./arranged-cards.ts";
import { journal, kernelWords } from "./pi-state.ts";

let lab: Lab;
const pis: Pi[] = [];
/** For each Pi, when all were Ready. */
const bootsToReady: number[] = [];

before(async () => {
  lab = await openLab({ name: "e2e-cards", versions: ["1.37", "1.36"], onLog: (line) => console.log(line) });
});
after(async () => {
  const phases = new Map((await lab?.status())?.nodes.map((node) => [node.serial, node.phase]));
  const rows = pis.map((pi, index) => [
    CARDS[index]?.what ?? "",
    "pictl card --image",
    phases.get(pi.serial) ?? "not seen",
    String(bootsToReady[index] ?? pi.boots),
  ]);
  console.log(table([["system", "card", "node", "boots"], ...rows]).join("\n"));
  await lab?.close();
});

test("cards of every system, made from images and plugged in at once, are Ready nodes", async () => {
  for (const { options } of CARDS) pis.push(await lab.pi({ ...options(lab), way: "image" }));
  await Promise.all(pis.map((pi) => pi.plugIn()));
  await allReady(lab, CARDS.length, { limit: 600 });
  bootsToReady.push(...pis.map((pi) => pi.boots));
});

test("they run the minor of rack.yaml, and the rack serves the other one as well", async () => {
  const [master] = pis as [Pi];
  const field = "jsonpath={.items[*].status.nodeInfo.kubeletVersion}";
  const versions = await lab.kubectl(master, ["get", "nodes", "-o", field]);
  assert.deepEqual([...new Set(versions.split(" "))], [`v${lab.rack.versions[0]}`]);
  console.log((await lab.kubectl(master, ["get", "nodes", "-o", "wide"])).trimEnd());
  for (const version of lab.rack.versions) {
    const minor = version.split(".").slice(0, 2).join(".");
    const index = `http://pkgs.k8s.io/core:/stable:/v${minor}/deb/Packages`;
    const { stdout } = await lab.rack.exec(["curl", "-sS", "--fail", index]);
    assert.match(stdout, new RegExp(`^Package: kubeadm\nArchitecture: amd64\nVersion: ${version}-`, "m"));
    const image = ["curl", "-sS", "--fail", `http://registry.rack:5000/v2/kube-apiserver/manifests/v${version}`];
    await lab.rack.exec([...image, "-H", "Accept: application/vnd.oci.image.manifest.v1+json"]);
  }
});

for (const [index, { what, boots, words, stays }] of CARDS.entries()) {
  test(`${what}: the node is as the rack wants it, and what else was arranged is still so`, async () => {
    const pi = pis[index] as Pi;
    const name = (await lab.status())?.nodes.find((node) => node.serial === pi.serial)?.name;
    assert.equal((await pi.exec(["hostname"])).stdout.trim(), name);
    assert.equal(bootsToReady[index], boots);
    const now = await kernelWords(pi);
    for (const word of [...words, "cgroup_enable=memory"]) assert.ok(now.includes(word), word);
    assert.equal((await pi.read("/proc/swaps"))?.trim().split("\n").length, 1, "a header and no swap");
    assert.match(await journal(pi, "pi-agent"), /adopted as/);
    assert.equal(await keptJournals(pi), 1);
    await stays?.(lab, pi);
  });
}

test("over a reboot, name, swap and journal stay as the rack wants them", async () => {
  const rebooted = pis.slice(1);
  await Promise.all(rebooted.map(rebootedOnce));
  await allReady(lab, CARDS.length);
  const names = new Map((await lab.status())?.nodes.map((node) => [node.serial, node.name]));
  for (const pi of rebooted) {
    assert.equal((await pi.exec(["hostname"])).stdout.trim(), names.get(pi.serial));
    assert.equal((await pi.read("/proc/swaps"))?.trim().split("\n").length, 1, pi.name);
    const { stdout } = await pi.exec(["journalctl", "--boot=-1", "-u", "pi-agent", "-o", "cat"]);
    assert.match(stdout, /adopted as/, pi.name);
  }
});

/** Resolves when the next boot is complete. */
async function rebootedOnce(pi: Pi): Promise<void> {
  const next = pi.boots + 1;
  await pi.exec(["systemctl", "reboot"], { check: false });
  const up = async () => {
    if (pi.boots !== next || !pi.running) return false;
    const state = await pi.exec(["systemctl", "is-system-running", "--wait"], { check: false }).catch(() => undefined);
    return /running|degraded/.test(state?.stdout ?? "");
  };
  await until(`${pi.name} is up again`, up, { limit: 120 });
}

/** The journals on the card: this machine's, and none from before it. */
async function keptJournals(pi: Pi): Promise<number> {
  const { stdout } = await pi.exec(["find", "/var/log/journal", "-name", "system.journal"]);
  return stdout.trim().split("\n").length;
}
