/** The stock systems as they come from their images, without anything of the product on them. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { buildAll } from "../rack/build/index.ts";
import { imagerCloudInit, imagerFirstRun, type Wish } from "../rack/imager.ts";
import { openRack, type Pi, poll, type Rack, type SystemName } from "../rack/index.ts";
import { addressOf, shell } from "../rack/testing/two-pis.ts";

const WISH: Wish = {
  hostname: "kitchen",
  user: "ada",
  sshKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHouseKeyOfNobodyAtAllJustForThisTest ada@laptop",
  wifi: { ssid: "home", psk: "ab".repeat(32), country: "GB" },
};

let rack: Rack;
let made = 0;

before(async () => {
  rack = await openRack({ name: "systems test", artifacts: await buildAll() });
});
after(() => rack?.close());

/** A running Pi, after the reboots of its first boot, with everything started. */
async function started(system: SystemName, boots: number, customise?: (boot: string) => void): Promise<Pi> {
  const card = await rack.newCard(`${system}-${++made}`, { system });
  if (customise) await card.inReader(customise);
  const serial = `10000000abcd${String(made).padStart(4, "0")}`;
  const pi = rack.newPi({ name: card.name, serial, model: "Raspberry Pi 4 Model B Rev 1.4" });
  pi.insert(card);
  await pi.plugIn();
  await poll(() => (pi.boots >= boots && pi.running) || undefined, { timeoutMs: 120_000 });
  await addressOf(pi);
  const { stdout } = await pi.exec(["systemctl", "is-system-running", "--wait"], { check: false });
  assert.equal(stdout.trim(), "running", await shell(pi, "systemctl --failed --no-legend"));
  assert.equal(pi.boots, boots);
  return pi;
}

const swapAreas = (pi: Pi) => shell(pi, "sed 1d /proc/swaps | cut -d' ' -f1");
const words = async (pi: Pi) => (await shell(pi, "cat /proc/cmdline")).split(" ");

test("Ubuntu: cloud-init makes its user, whose password is expired; the journal is kept, and there is swap", async () => {
  const pi = await started("ubuntu", 1);
  assert.equal(await shell(pi, "hostname"), "ubuntu");
  assert.match((await pi.read("/run/cloud-init/result.json")) ?? "", /NoCloud.*boot\/firmware/);
  assert.match(await shell(pi, "chage --list ubuntu"), /password must be changed/);
  assert.match(await shell(pi, "grep ^ubuntu: /etc/shadow"), /^ubuntu:\$/);
  assert.equal(await shell(pi, "getent passwd pi || echo nobody"), "nobody");
  assert.equal(await shell(pi, "ls /var/log/journal | wc -l"), "1");
  assert.equal(await swapAreas(pi), "/swap.img");
  assert.ok((await words(pi)).includes("multipath=off"));
});

test("Ubuntu with A/B boot: the words come from current/, not from a file at the top", async () => {
  const pi = await started("ubuntu-ab", 1);
  assert.ok((await words(pi)).includes("panic=10"));
  assert.equal(await pi.read("/boot/firmware/cmdline.txt"), undefined);
});

test("Raspberry Pi OS trixie: as Imager's user wished; the journal is volatile, and swap comes from rpi-swap", async () => {
  const pi = await started("raspios-trixie", 1, (boot) => imagerCloudInit(boot, WISH));
  assert.equal(await shell(pi, "hostname"), "kitchen");
  assert.match(await shell(pi, "cloud-init query instance_id"), /^rpi-imager-\d+$/);
  assert.equal(await shell(pi, "cat /home/ada/.ssh/authorized_keys"), WISH.sshKey);
  assert.equal(await shell(pi, "systemctl is-active ssh"), "active");
  assert.equal(await shell(pi, "systemctl is-active avahi-daemon"), "active");
  assert.equal(await shell(pi, "ls /var/log/journal 2>/dev/null | wc -l"), "0");
  assert.equal(await swapAreas(pi), "/dev/zram0");
  await shell(
    pi,
    "mkdir -p /etc/rpi/swap.conf.d; printf '[Main]\\nMechanism=none\\n' >/etc/rpi/swap.conf.d/90-no.conf",
  );
  await pi.exec(["systemctl", "reboot"], { check: false });
  await poll(() => (pi.boots === 2 && pi.running) || undefined, { timeoutMs: 60_000 });
  await pi.exec(["systemctl", "is-system-running", "--wait"], { check: false });
  assert.equal(await swapAreas(pi), "");
});

test("Raspberry Pi OS bookworm: its first boot ends in a reboot, and no cloud-init runs", async () => {
  const pi = await started("raspios-bookworm", 2);
  assert.equal(await shell(pi, "hostname"), "raspberrypi");
  assert.equal((await pi.exec(["cloud-init", "status"], { check: false })).stdout.trim(), "status: disabled");
  assert.equal(await shell(pi, "systemctl is-active ssh || true"), "inactive");
  assert.equal(await swapAreas(pi), "/var/swap");
  assert.ok(!(await words(pi)).some((word) => word.startsWith("init=")));
});

test("Raspberry Pi OS bookworm: Imager's firstrun.sh runs once, between the first boot and the one that stays", async () => {
  const pi = await started("raspios-bookworm", 4, (boot) => imagerFirstRun(boot, WISH));
  assert.equal(await shell(pi, "hostname"), "kitchen");
  assert.equal(await shell(pi, "cat /home/ada/.ssh/authorized_keys"), WISH.sshKey);
  assert.equal(await shell(pi, "systemctl is-active ssh"), "active");
  assert.match(await shell(pi, "cat /etc/NetworkManager/system-connections/*"), /ssid=home/);
  assert.equal(await pi.read("/boot/firmware/firstrun.sh"), undefined);
  assert.ok(!(await words(pi)).some((word) => word.startsWith("systemd.")));
});

test("swapoff --all turns a virtual Pi's swap off, and nothing of the machine's", async () => {
  const pi = rack.pis.find(({ name }) => name.startsWith("ubuntu-1"));
  assert.ok(pi);
  await pi.exec(["swapoff", "--all"]);
  assert.equal(await swapAreas(pi), "");
});
