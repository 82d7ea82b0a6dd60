import assert from "node:assert/strict";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { buildAll } from "./build/index.ts";
import { openRack, type Pi, poll, type Rack, type RackArtifacts } from "./index.ts";
import { tracesOf } from "./testing/traces.ts";

const MODEL = "Raspberry Pi 4 Model B Rev 1.4";
const links = () => readdirSync("/sys/class/net").sort();
const linksBefore = links();
let artifacts: RackArtifacts;
let rack: Rack;
let first: Pi;
let second: Pi;

before(async () => {
  artifacts = await buildAll();
  rack = await openRack({ name: "test", artifacts });
  first = rack.newPi({ name: "first", serial: "10000000abcd0001", model: MODEL });
  second = rack.newPi({ name: "second", serial: "10000000abcd0002", model: "Raspberry Pi 3 Model B Plus Rev 1.3" });
  first.insert(await rack.newCard("a"));
  second.insert(await rack.newCard("b"));
  await Promise.all([first.plugIn(), second.plugIn()]);
});

after(() => rack?.close());

/** The address that the Pi gets, other than `not`. */
async function addressOf(pi: Pi, { not }: { not?: string } = {}): Promise<string> {
  const ask = async () => {
    const address = await pi.address().catch(() => undefined);
    return address === not ? undefined : address;
  };
  const address = await poll(ask, { timeoutMs: 60_000, everyMs: 100 });
  assert.ok(address, `${pi.name} has no address: see ${pi.console}`);
  return address;
}

const shell = async (pi: Pi, script: string) => (await pi.exec(["sh", "-c", script])).stdout.trim();
const bootId = (pi: Pi) => shell(pi, "cat /proc/sys/kernel/random/boot_id");

test("both Pis get an address from the router, reach each other and are reached from the laptop", async (t) => {
  const [one, two] = await Promise.all([addressOf(first), addressOf(second)]);
  t.diagnostic(`power-on to address: ${Date.now() - (first.poweredOnAt ?? 0)} ms, two Pis at once`);
  assert.notEqual(one, two);
  assert.ok(one.startsWith(rack.gateway.replace(/1$/, "")));
  await first.exec(["ping", "-c", "1", "-W", "2", two]);
  await second.exec(["ping", "-c", "1", "-W", "2", one]);
  const { stdout } = await rack.exec(["ip", "neighbour", "show", one]);
  assert.match(stdout, new RegExp(first.mac));
});

test("a Pi boots to the end with the image's host name, its own boot id and its cloud-init", async (t) => {
  const states = await Promise.all(
    [first, second].map((pi) => pi.exec(["systemctl", "is-system-running", "--wait"], { check: false })),
  );
  assert.deepEqual(
    states.map(({ stdout }) => stdout.trim()),
    ["running", "running"],
    await shell(first, "systemctl --failed --no-legend"),
  );
  t.diagnostic(`power-on to everything started: ${Date.now() - (first.poweredOnAt ?? 0)} ms, two Pis at once`);
  assert.equal(await shell(first, "hostname"), "raspberrypi");
  assert.notEqual(await bootId(first), await bootId(second));
  assert.notEqual(await first.read("/etc/machine-id"), await second.read("/etc/machine-id"));
  assert.match((await first.read("/run/cloud-init/result.json")) ?? "", /NoCloud.*boot\/firmware/);
});

test("serial number and model are where the kernel shows a Pi's, ending with a NUL", async () => {
  assert.equal(await first.read("/sys/firmware/devicetree/base/serial-number"), "10000000abcd0001\0");
  assert.equal(await second.read("/sys/firmware/devicetree/base/model"), "Raspberry Pi 3 Model B Plus Rev 1.3\0");
  assert.equal(await shell(first, "cat /sys/class/net/eth0/address"), "dc:a6:32:cd:00:01");
});

test("the rack leads nowhere, and says so at once", async () => {
  const { code, stderr } = await first.exec(["ping", "-c", "1", "-W", "5", "203.0.113.1"], { check: false });
  assert.equal(code, 1, stderr);
  assert.deepEqual(links(), linksBefore);
  assert.equal((await first.exec(["getent", "hosts", "example.org"], { check: false })).code, 2);
});

test("apt, unmodified, gets a package list from the rack's mirror", async () => {
  const { stdout } = await first.exec(["apt-get", "update"]);
  assert.match(stdout, /http:\/\/deb\.debian\.org\/debian bookworm InRelease/);
  const { stdout: policy } = await first.exec(["apt-cache", "policy", "containerd"]);
  assert.match(policy, /Candidate: 1\.6/);
});

test("the registry answers by its name", async () => {
  const { stdout } = await first.exec(["curl", "--silent", "--fail", "http://registry.rack:5000/v2/_catalog"]);
  assert.ok(Array.isArray(JSON.parse(stdout).repositories));
});

test("the memory controller is withheld until the card's command line asks for it and the Pi has rebooted", async () => {
  const memory = "grep ^memory /proc/cgroups | cut -f4; test -d /sys/fs/cgroup/memory && echo mounted; true";
  assert.equal(await shell(first, memory), "0");
  await shell(first, "sed -i 's/$/ cgroup_enable=memory/' /boot/firmware/cmdline.txt");
  const before = await bootId(first);
  assert.equal(await shell(first, memory), "0", "an edit alone changes nothing");
  await first.exec(["systemctl", "reboot"], { check: false });
  await poll(() => first.boots === 2 || undefined, { timeoutMs: 60_000 });
  await addressOf(first);
  assert.match(
    (await first.read("/proc/cmdline")) ?? "",
    /cgroup_disable=memory .* rootwait .*cgroup_enable=memory\n$/,
  );
  assert.equal(await shell(first, memory), "1\nmounted");
  assert.notEqual(await bootId(first), before);
  assert.equal(await shell(second, memory), "0");
});

test("a Pi's kernel settings are its own", async () => {
  const ours = readFileSync("/proc/sys/kernel/panic", "utf8");
  await first.exec(["sh", "-c", "echo 4711 >/proc/sys/kernel/panic; echo 1 >/proc/sys/net/ipv4/ip_forward"]);
  assert.equal(await first.read("/proc/sys/kernel/panic"), "4711\n");
  assert.equal(readFileSync("/proc/sys/kernel/panic", "utf8"), ours);
});

test("a pulled plug ends everything at once, and the card keeps what was on it, in another Pi too", async () => {
  await shell(first, "echo kept >/root/note; echo kept >/var/lib/note; rm /etc/debian_version; sync");
  const card = first.card;
  assert.ok(card);
  const running = first.exec(["sleep", "600"], { check: false });
  await first.pullPlug();
  assert.notEqual((await running).code, 0);
  assert.equal(first.running, false);
  assert.equal(await first.address(), undefined);
  await assert.rejects(first.exec(["true"]), /first is off/);
  assert.equal(await card.read("/root/note"), "kept\n");
  assert.equal(await card.read("/var/lib/note"), "kept\n");
  assert.equal(await card.read("/etc/debian_version"), undefined);
  assert.match((await card.read("/boot/firmware/cmdline.txt")) ?? "", /cgroup_enable=memory/);

  await second.pullPlug();
  first.eject();
  const other = second.eject();
  second.insert(card);
  first.insert(other);
  await second.plugIn();
  await addressOf(second);
  assert.equal(await second.read("/root/note"), "kept\n");
  assert.equal(await second.read("/sys/firmware/devicetree/base/serial-number"), "10000000abcd0002\0");
});

test("a Pi that powers itself off stays off until its plug is pulled and put back", async () => {
  await first.plugIn();
  await addressOf(first);
  await first.exec(["systemctl", "poweroff"], { check: false });
  await poll(() => !first.running || undefined, { timeoutMs: 60_000 });
  const boots = first.boots;
  await first.plugIn();
  assert.equal(first.boots, boots);
  await first.pullPlug();
  await first.plugIn();
  assert.equal(first.boots, boots + 1);
  await addressOf(first);
});

test("reset boots anew from the same card", async () => {
  const before = await bootId(second);
  await second.pressReset();
  await addressOf(second);
  assert.notEqual(await bootId(second), before);
});

test("a write-protected boot partition refuses writes", async () => {
  const card = second.card;
  assert.ok(card);
  await second.pullPlug();
  card.bootReadOnly = true;
  await second.plugIn();
  const { code, stderr } = await second.exec(["touch", "/boot/firmware/x"], { check: false });
  assert.equal(code, 1);
  assert.match(stderr, /Read-only file system/);
  await addressOf(second);
});

test("a network cable that was pulled out comes back", async () => {
  const one = await addressOf(first);
  await first.unplugNetwork();
  assert.equal(await shell(first, "cat /sys/class/net/eth0/carrier"), "0");
  await first.replugNetwork();
  assert.equal(await shell(first, "cat /sys/class/net/eth0/carrier"), "1");
  assert.equal(await addressOf(first), one);
});

test("after a change of its lease a Pi has the new address", async () => {
  const old = await addressOf(first);
  const promised = await rack.changeLease(first);
  assert.notEqual(promised, old);
  assert.equal(await addressOf(first, { not: old }), promised);
  await second.exec(["ping", "-c", "1", "-W", "2", promised]);
});

test("a cloned card has everything of the first, the machine's id too", async () => {
  const id = await second.read("/etc/machine-id");
  const card = second.card;
  assert.ok(card && id);
  appendFileSync(join(card.boot, "config.txt"), "# cloned\n");
  const clone = await rack.copyCard(card, "clone");
  writeFileSync(join(clone.boot, "only-here"), "");
  assert.equal(await clone.read("/etc/machine-id"), id);
  assert.match((await clone.read("/boot/firmware/config.txt")) ?? "", /# cloned/);
  assert.equal(await card.read("/boot/firmware/only-here"), undefined);
});

test("a closed rack has left nothing, and closing twice is no harm", async () => {
  assert.notDeepEqual(tracesOf(rack.id), []);
  await rack.close();
  assert.deepEqual(tracesOf(rack.id), []);
  assert.deepEqual(links(), linksBefore);
  await rack.close();
  await assert.rejects(first.plugIn(), /closed/);
});
