/** A person's settings that override ours or contradict what a node needs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { StepOutcome } from "@rackberry/protocol";
import { preparation } from "../index.ts";
import { journald } from "../system/journald.ts";
import { modules } from "../system/modules.ts";
import { sysctls } from "../system/sysctls.ts";
import { examplePi, runOn, SPEC } from "../testing/example.ts";

const STORY = "/var/log/journal/0123456789abcdef0123456789abcdef/system.journal";
const JOURNALD = "/etc/systemd/journald.conf.d";
const VOLATILE = "[Journal]\nStorage=volatile\nRuntimeMaxUse=10M\n";
const prepare = () => preparation(SPEC, { coordinatorClockMs: 0, dryRun: false });

for (const name of ["volatile.conf", "99-spare-the-card.conf", "Zram.conf", "zz-a.conf"]) {
  test(`a person's ${name} comes before ours: the journal is kept across reboots, and the plan names the overridden file`, async () => {
    const world = examplePi({ files: { [`${JOURNALD}/${name}`]: VOLATILE } });
    const { steps } = await runOn(world, [journald]);
    assert.equal(
      steps[0]?.sentence,
      `keep the journal on the card, at most 64 MB, though ${JOURNALD}/${name} says volatile`,
    );
    assert.ok(world.pi.file(STORY));
    delete world.pi.state.files[STORY];
    world.pi.reboot();
    assert.ok(world.pi.file(STORY), "a boot reads all of them");
    assert.equal((await runOn(world, [journald])).changed, 0);
    assert.equal(world.pi.file(`${JOURNALD}/${name}`), VOLATILE);
  });
}

test("a drop-in that overrides ours is named, and the Pi is prepared", async () => {
  const path = `${JOURNALD}/zzz.conf`;
  const world = examplePi({ files: { [path]: VOLATILE } });
  const { outcome, steps, lines } = await runOn(world, prepare());
  const note = `the journal is not on the card: ${path}, which comes after our file, sets Storage=volatile: a reboot loses all entries`;
  assert.equal(outcome, "done");
  assert.ok(steps.every((step) => step.outcome !== StepOutcome.FAILED));
  assert.ok(lines.includes(note), lines.join("\n"));
  assert.ok(world.pi.state.packages.kubelet);
  const again = await runOn(world, [journald]);
  assert.deepEqual([again.changed, again.steps[0]?.sentence], [0, note]);
});

for (const [path, text] of [
  ["/usr/local/lib/systemd/journald.conf.d/zzz.conf", VOLATILE],
  [`${JOURNALD}/zzz.conf`, "[Journal]\n  Storage = volatile  \n"],
  [`${JOURNALD}/zz.conf`, "# Storage=persistent\n[Journal]\nStorage=none\n"],
] as const) {
  test(`one that comes after ours is named wherever and however it is written: ${path}, ${JSON.stringify(text)}`, async () => {
    const { outcome, lines } = await runOn(examplePi({ files: { [path]: text } }), [journald]);
    assert.equal(outcome, "done");
    assert.match(lines.join("\n"), /^the journal is not on the card: /);
    assert.ok(lines[0]?.includes(`${path}, which comes after our file, sets `), lines.join("\n"));
  });
}

test("/var/log in memory is reported at every boot, and nothing claims that the journal is on the card", async () => {
  const fstab = "LABEL=rootfs / ext4 defaults 0 1\ntmpfs /var/log tmpfs defaults,noatime,size=30m 0 0\n";
  const world = examplePi({ files: { "/etc/fstab": fstab } });
  const note =
    "the journal is in memory, because /var/log is: a reboot loses all entries: to see the mount: findmnt /var/log";
  const [planned] = (await runOn(world, [journald], { dryRun: true })).steps;
  assert.equal(planned?.sentence, `limit the journal to 64 MB; ${note}`);
  assert.deepEqual((await runOn(world, [journald])).lines, [note]);
  world.pi.reboot();
  const again = await runOn(world, [journald]);
  assert.deepEqual([again.changed, again.lines], [0, [note]]);
});

test("an overlay on /var/log counts as in memory when its changes are, as with zram-config", async () => {
  const world = examplePi();
  const mounts = (upper: string) =>
    "/dev/mmcblk0p2 / ext4 rw 0 0\n/dev/zram1 /opt/zram/zram1 ext4 rw 0 0\n" +
    `overlay1 /var/log overlay rw,lowerdir=/opt/zram/log.bind,upperdir=${upper},workdir=/opt/w 0 0\n`;
  world.pi.put("/proc/self/mounts", mounts("/opt/zram/zram1/upper"));
  assert.match((await runOn(world, [journald])).lines.join(), /^the journal is in memory, because \/var\/log is/);
  world.pi.put("/proc/self/mounts", mounts("/srv/upper"));
  assert.deepEqual((await runOn(world, [journald])).lines, []);
});

test("a failing journald does not stop the preparation", async () => {
  const world = examplePi();
  world.pi.readOnly.add(JOURNALD);
  const { outcome, steps } = await runOn(world, prepare());
  assert.equal(outcome, "done");
  assert.equal(steps.find(({ step }) => step === "journald")?.outcome, StepOutcome.FAILED);
  assert.ok(world.pi.state.packages.kubelet?.held);
});

test("kernel settings survive a reboot, whatever a person's 99-file says", async () => {
  const mine = "# hardening\nnet.ipv4.ip_forward = 0\nnet/bridge/bridge-nf-call-iptables = 0\n";
  const world = examplePi({ files: { "/etc/sysctl.d/99-hardening.conf": mine } });
  await runOn(world, [modules({ kind: "flannel" }), sysctls]);
  assert.equal(world.pi.file("/proc/sys/net/ipv4/ip_forward"), "1\n");
  world.pi.reboot();
  assert.equal(world.pi.file("/proc/sys/net/ipv4/ip_forward"), "1\n");
  assert.equal((await runOn(world, [sysctls])).changed, 0);
});

test("a setting that a later file overrides at the next boot is named", async () => {
  const mine = "-net/ipv4/ip_forward=0\nfs.inotify.max_user_watches = 9000000\n";
  const world = examplePi({ files: { "/etc/sysctl.d/zzz.conf": mine } });
  const { lines } = await runOn(world, [modules({ kind: "flannel" }), sysctls]);
  assert.deepEqual(lines, [
    "/etc/sysctl.d/zzz.conf will set net.ipv4.ip_forward to 0 at the next boot, overriding our file: remove that line",
  ]);
});

test("folders named like settings files are no reason to stop", async () => {
  const files = ["/etc/sysctl.d/a.conf/x", `${JOURNALD}/b.conf/x`, "/etc/apt/sources.list.d/c.list/x"];
  const world = examplePi({ files: Object.fromEntries(files.map((path) => [path, "net.ipv4.ip_forward = 0\n"])) });
  assert.equal((await runOn(world, prepare())).outcome, "done");
  assert.equal((await runOn(world, prepare())).changed, 0);
});

test("a loaded module that modprobe.d blocks from the next boot on is named", async () => {
  const path = "/etc/modprobe.d/hardening.conf";
  const world = examplePi({ files: { [path]: "install overlay /bin/false\n" } });
  const { lines } = await runOn(world, [modules({ kind: "direct" })]);
  assert.deepEqual(lines, [`overlay is not loaded at boot: remove "install overlay /bin/false" from ${path}`]);
});

test("a module that modprobe.d blocks is named with its line", async () => {
  const path = "/etc/modprobe.d/quiet.conf";
  const world = examplePi({ files: { [path]: "install vxlan /bin/true\nblacklist br-netfilter\n" } });
  await assert.rejects(runOn(world, [modules({ kind: "flannel" })]), {
    code: "refused",
    step: "modules",
    message: `vxlan cannot be loaded: remove "install vxlan /bin/true" from ${path}`,
  });
  const { lines } = await runOn(world, [modules({ kind: "direct" })]);
  assert.deepEqual(lines, [`br_netfilter is not loaded at boot: remove "blacklist br-netfilter" from ${path}`]);
});
