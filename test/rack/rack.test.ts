import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { type Pi, poll, type Rack } from "./index.ts";
import { tracesOf } from "./testing/traces.ts";
import { addressOf, bootId, shell, twoPis } from "./testing/two-pis.ts";

const links = () => readdirSync("/sys/class/net").sort();
const linksBefore = links();
let rack: Rack;
let first: Pi;
let second: Pi;

before(async () => {
  ({ rack, first, second } = await twoPis("rack test"));
});

after(() => rack?.close());

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

test("a closed rack has left nothing, and closing twice is no harm", async () => {
  assert.notDeepEqual(tracesOf(rack.id), []);
  await rack.close();
  assert.deepEqual(tracesOf(rack.id), []);
  assert.deepEqual(links(), linksBefore);
  await rack.close();
  await assert.rejects(first.plugIn(), /closed/);
});
