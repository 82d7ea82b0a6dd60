/** A Pi that is already running, without a card of the rack: the owner lets each side trust the other. */
import assert from "node:assert/strict";
import { cpSync, globSync } from "node:fs";
import { after, before, test } from "node:test";
import type { RackStatus } from "../../packages/config/src/index.ts";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { PACKAGES } from "../story/product.ts";
import { allReady, statusWhen } from "../story/ready.ts";
import { until } from "../story/wait.ts";
import { said } from "./pi-state.ts";

let lab: Lab;
let late: Pi;
let fingerprint: string;

before(async () => {
  lab = await openLab({ name: "e2e-without-a-card", onLog: (line) => console.log(line) });
  const master = await lab.pi({ master: true });
  const card = await lab.rack.newCard("stock");
  late = lab.rack.newPi({ name: "late", serial: "10000000feed0001", model: master.model });
  late.insert(card);
  // Copied as a person would, to a place from which it can be installed.
  const [deb = ""] = globSync("pi-agent_*_amd64.deb", { cwd: PACKAGES });
  await card.inReader((folder) => cpSync(`${PACKAGES}/${deb}`, `${folder}/pi-agent.deb`));
  await Promise.all([master.plugIn(), late.plugIn()]);
  await allReady(lab, 1);
});
after(() => lab?.close());

const KUBERNETES = "http://pkgs.k8s.io/core:/stable:/v1.30/deb/";
/**
 * Remains of an earlier life: an old cluster's names and sources, a journal in memory, settings that sort after ours.
 */
const PAST: Readonly<Record<string, string>> = {
  "/etc/hosts": "127.0.0.1 localhost late\n192.168.1.39 master1.kube.local master1\n10.0.0.9 NODE1 nas\n# K\u00fcche\n",
  "/etc/fstab": "# mine\n\n\n/swapfile none swap",
  "/etc/systemd/journald.conf.d/volatile.conf": "[Journal]\nStorage=volatile\n",
  "/etc/sysctl.d/99-mine.conf": "net.ipv4.ip_forward = 0\n",
  "/etc/containerd/config.toml": "# my registries\nversion = 2\n",
  "/etc/cni/net.d/05-old.conflist": "{}\n",
  "/etc/apt/sources.list.d/old.sources": `Types: deb\nURIs: ${KUBERNETES}\nSuites: /\nSigned-By: /etc/apt/keyrings/gone.gpg\n`,
};

test("an agent that no card introduced obeys nobody, and says how to change that", async () => {
  await late.exec(["apt-get", "update"]);
  await late.exec(["apt-get", "install", "--yes", "/boot/firmware/pi-agent.deb"]);
  for (const [path, text] of Object.entries(PAST)) {
    await late.exec(["sh", "-ec", 'mkdir -p "$(dirname "$1")"; printf %s "$2" > "$1"', "sh", path, text]);
  }
  await said(lab, late, "pi-agent", /obeys nobody: .*sudo pi-agent trust PIN/);
  assert.deepEqual((await lab.status())?.strangers, []);
});

test("once it trusts the rack's pin it waits, shown with its fingerprint, and still changes nothing", async () => {
  const words = (await lab.pictl(["pin"])).stdout.trim().split(" ");
  await late.exec(["pi-agent", "trust", ...words]);
  await late.exec(["systemctl", "restart", "pi-agent"]);
  fingerprint = (await late.exec(["pi-agent", "fingerprint"])).stdout.trim();
  const shown = ({ strangers }: RackStatus) => strangers.find((one) => one.serial === late.serial);
  const stranger = await statusWhen(lab, "pictl status shows it", shown, { limit: 60 });
  assert.equal(stranger.fingerprint, fingerprint);
  assert.match((await lab.pictl(["status"])).stdout, new RegExp(`pictl adopt ${late.serial} --fingerprint`));
  assert.equal(await late.read("/etc/hosts"), PAST["/etc/hosts"]);
});

test("it is not let in without the fingerprint, nor with another", async () => {
  const bare = await lab.pictl(["adopt", late.serial], { check: false });
  assert.deepEqual([bare.code, bare.stderr.includes(fingerprint)], [1, true]);
  const wrong = await lab.pictl(["adopt", late.serial, "--fingerprint", "ab".repeat(32)], { check: false });
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /do not adopt it/);
  assert.equal((await lab.status())?.nodes.length, 1);
});

test("let in with the fingerprint that the Pi itself shows, it becomes a Ready node", async () => {
  await lab.pictl(["adopt", late.serial, "--fingerprint", fingerprint]);
  const status = await allReady(lab, 2);
  assert.equal(status.nodes.find((node) => node.serial === late.serial)?.name, "node1");
  assert.deepEqual(status.strangers, []);
});

test("what it was before stands in no way: the rack's names lead to the rack, apt and the journal work, copies are kept", async () => {
  const out = async (...argv: string[]) => (await late.exec(argv)).stdout;
  const master = lab.rack.pis.find((pi) => pi !== late);
  const address = (await master?.address()) ?? "";
  const answer = await out("getent", "ahostsv4", "master1");
  assert.deepEqual([...new Set(answer.match(/^\S+/gm))], [address]);
  assert.deepEqual([...new Set((await out("getent", "ahostsv4", "node1")).match(/^\S+/gm))], [await late.address()]);
  const hosts = (await late.read("/etc/hosts")) ?? "";
  assert.match(hosts, /^# before rackberry: 10\.0\.0\.9 NODE1 nas\n10\.0\.0\.9 nas$/m);
  assert.match(hosts, /^# K\u00fcche$/m);
  assert.equal(await late.read("/etc/fstab"), "# mine\n\n\n# without swap (pi-agent): /swapfile none swap");
  const settings = await out("systemd-analyze", "cat-config", "systemd/journald.conf");
  assert.equal([...settings.matchAll(/^Storage=(\w+)$/gm)].at(-1)?.[1], "persistent");
  assert.match(
    await out("journalctl", "--unit=pi-agent", "--output=cat", "--no-pager"),
    /journald: keep the journal on the card, .*volatile\.conf says volatile/,
  );
  assert.equal(
    (await out("/lib/systemd/systemd-sysctl", "--cat-config")).match(/^net\.ipv4\.ip_forward = \d$/gm)?.at(-1),
    "net.ipv4.ip_forward = 1",
  );
  // The agent may still be installing packages that it had postponed.
  const update = async () => (await late.exec(["apt-get", "--error-on=any", "update"], { check: false })).code === 0;
  await until("apt reads all its sources", update, { limit: 60 });
  for (const path of [
    "/etc/containerd/config.toml",
    "/etc/cni/net.d/05-old.conflist",
    "/etc/apt/sources.list.d/old.sources",
  ]) {
    assert.equal(await late.read(`/var/backups/rackberry${path}`), PAST[path]);
  }
  assert.match((await lab.pictl(["plan"])).stdout, /^node1: nothing would change$/m);
});
