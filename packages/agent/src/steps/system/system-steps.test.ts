import assert from "node:assert/strict";
import { test } from "node:test";
import { finishBoot } from "../../host/testing/simulated/card.ts";
import { unattendedUpgrades } from "../packages/unattended-upgrades.ts";
import { examplePi, runOn, SPEC } from "../testing/example.ts";
import type { Step } from "../tools/step.ts";
import { cgroupDriver } from "../tools/system.ts";
import { clock } from "./clock.ts";
import { hostname } from "./hostname.ts";
import { journald } from "./journald.ts";
import { modules } from "./modules.ts";
import { swap } from "./swap.ts";
import { sysctls } from "./sysctls.ts";
import { user } from "./user.ts";

type World = ReturnType<typeof examplePi>;

/** The end state, and that a second run changes nothing. */
async function twice(world: World, step: Step) {
  const result = await runOn(world, [step]);
  world.pi.changes.length = 0;
  assert.equal((await runOn(world, [step])).changed, 0);
  assert.deepEqual(world.pi.changes, []);
  return result;
}

test("a clock at 1970 is set to the coordinator's", async () => {
  const world = examplePi();
  world.clock.set(0);
  const right = Date.UTC(2026, 5, 1, 12);
  await twice(world, clock(right));
  assert.ok(Math.abs(world.clock.now() - right) < 2_000);
});

test("a clock that is a minute off is left alone, one that is an hour behind is not", async () => {
  const world = examplePi();
  assert.equal((await runOn(world, [clock(world.clock.now() + 30_000)])).changed, 0);
  assert.equal((await runOn(world, [clock(world.clock.now() + 3_600_000)])).changed, 1);
});

test("a time server's clock is better than the coordinator's", async () => {
  const world = examplePi({ synchronised: true });
  assert.equal((await runOn(world, [clock(world.clock.now() + 3_600_000)])).changed, 0);
});

test("when nobody knows the time, that is the error", async () => {
  const world = examplePi();
  world.clock.set(0);
  await assert.rejects(runOn(world, [clock(1_000)]), {
    code: "clock",
    step: "clock",
    message: /1970-01-01.*no time server/,
  });
});

test("the host name is kept from cloud-init", async () => {
  const world = examplePi();
  await twice(world, hostname(SPEC));
  assert.equal(world.pi.file("/etc/hostname"), "node1\n");
  assert.match(world.pi.file("/etc/cloud/cloud.cfg.d/zz-rackberry.cfg") ?? "", /^preserve_hostname: true$/m);
});

test("swap of fstab goes off, now and at the next boot; other lines stay", async () => {
  const fstab = "/dev/a / ext4 defaults 0 1\n/swapfile none swap sw 0 0\n# /old none swap sw 0 0\n";
  const world = examplePi({ files: { "/etc/fstab": fstab } });
  assert.match(world.pi.file("/proc/swaps") ?? "", /swapfile/);
  const { steps } = await twice(world, swap);
  assert.equal(steps[0]?.sentence, "turn off swap on /swapfile; remove swap from /etc/fstab");
  assert.equal(
    world.pi.file("/etc/fstab"),
    fstab.replace("/swapfile none", "# without swap (pi-agent): /swapfile none"),
  );
  world.pi.reboot();
  assert.doesNotMatch(world.pi.file("/proc/swaps") ?? "", /swapfile/);
});

test("swap that the boot has yet to turn on is waited for, and turned off", async () => {
  const world = examplePi({ files: { "/etc/fstab": "/swapfile none swap sw 0 0\n" } });
  const swaps = world.pi.file("/proc/swaps") ?? "";
  world.pi.put("/proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n");
  world.pi.state.units["swap.target"] = { enabled: true, active: false, queued: true };
  const original = world.clock.sleep.bind(world.clock);
  world.clock.sleep = async (ms, signal) => {
    await original(ms, signal);
    world.pi.put("/proc/swaps", swaps);
    finishBoot(world.pi.state);
  };
  await twice(world, swap);
  assert.doesNotMatch(world.pi.file("/proc/swaps") ?? "", /swapfile/);
});

test("modules are loaded now and at every boot, vxlan for flannel only", async () => {
  const world = examplePi();
  await twice(world, modules({ kind: "flannel" }));
  world.pi.reboot();
  assert.ok(world.pi.file("/sys/module/vxlan/initstate"));
  assert.ok(world.pi.file("/sys/module/br_netfilter/initstate"));
  await twice(world, modules({ kind: "direct" }));
  assert.equal(
    world.pi.file("/etc/modules-load.d/90-rackberry.conf"),
    "# Written by pi-agent.\noverlay\nbr_netfilter\n",
  );
});

test("in a container the kernel's own limits are left alone", async () => {
  const world = examplePi({ container: "systemd-nspawn" });
  world.pi.put("/proc/sys/net/bridge/bridge-nf-call-iptables", "1\n");
  world.pi.put("/proc/sys/net/bridge/bridge-nf-call-ip6tables", "1\n");
  await twice(world, sysctls);
  assert.doesNotMatch(world.pi.file("/etc/sysctl.d/zz-rackberry.conf") ?? "", /inotify/);
  assert.equal(world.pi.file("/proc/sys/net/ipv4/ip_forward"), "1\n");
});

test("the journal is kept on the card, with what was in memory", async () => {
  const world = examplePi();
  await twice(world, journald);
  assert.match(world.pi.file("/etc/systemd/journald.conf.d/zz-rackberry.conf") ?? "", /SystemMaxUse=64M/);
  assert.ok(world.pi.file("/var/log/journal/0123456789abcdef0123456789abcdef/system.journal"));
});

test("unattended upgrades go off, and one that runs is waited for", async () => {
  const world = examplePi();
  world.pi.state.units["apt-daily.service"] = { enabled: false, active: true };
  const original = world.clock.sleep.bind(world.clock);
  world.clock.sleep = async (ms, signal) => {
    await original(ms, signal);
    if (world.clock.monotonic() > 5_000) world.pi.state.units["apt-daily.service"] = { enabled: false, active: false };
  };
  const { lines } = await twice(world, unattendedUpgrades);
  assert.deepEqual(lines, ["waiting for apt-daily.service, which holds the package lock"]);
  assert.equal(world.pi.state.units["apt-daily-upgrade.timer"]?.active, false);
});

test("upgrades stay off though the boot is under way, whether their timers had their turn or not", async () => {
  const world = examplePi();
  const { units } = world.pi.state;
  world.pi.state.booting = true;
  units["apt-daily.timer"] = { enabled: true, active: false, queued: true };
  units["apt-daily-upgrade.timer"] = { enabled: true, active: true };
  await runOn(world, [unattendedUpgrades]);
  // Others pull the timers in again, as timers.target and cloud-init do.
  for (const name of ["apt-daily.timer", "apt-daily-upgrade.timer"]) Object.assign(units[name] ?? {}, { queued: true });
  finishBoot(world.pi.state);
  assert.equal(units["apt-daily.timer"]?.active, false);
  assert.equal(units["apt-daily-upgrade.timer"]?.active, false);
  assert.equal((await runOn(world, [unattendedUpgrades])).changed, 0);
});

test("a run of apt that the boot is about to start is waited for, too", async () => {
  const world = examplePi();
  world.pi.state.booting = true;
  world.pi.state.units["apt-daily.service"] = { enabled: false, active: false, queued: true };
  const original = world.clock.sleep.bind(world.clock);
  world.clock.sleep = async (ms, signal) => {
    await original(ms, signal);
    finishBoot(world.pi.state);
    if (world.clock.monotonic() > 5_000) world.pi.state.units["apt-daily.service"] = { enabled: false, active: false };
  };
  const { lines } = await twice(world, unattendedUpgrades);
  assert.deepEqual(lines, ["waiting for apt-daily.service, which holds the package lock"]);
});

test("the person gets an account, keys and sudo, and the image's password is closed", async () => {
  const shadow = "root:*:1::::::\npi:$6$salt$hash:1::::::\nother:$6$x$y:1::::::\n";
  const passwd = "root:x:0:0::/root:/bin/bash\npi:x:1000:1000::/home/pi:/bin/bash\n";
  const world = examplePi({ files: { "/etc/shadow": shadow, "/etc/passwd": passwd } });
  await twice(world, user(SPEC.user));
  assert.equal(world.pi.file("/home/ada/.ssh/authorized_keys"), `${SPEC.user.sshKeys[0]}\n`);
  const keys = await world.pi.info("/home/ada/.ssh/authorized_keys");
  const home = await world.pi.info("/home/ada");
  assert.deepEqual([keys?.mode, keys?.uid], [0o600, home?.uid]);
  assert.equal((await world.pi.info("/etc/sudoers.d/90-rackberry-ada"))?.mode, 0o440);
  assert.match(world.pi.file("/etc/ssh/sshd_config.d/00-rackberry.conf") ?? "", /^PasswordAuthentication no$/m);
  assert.match(world.pi.file("/etc/shadow") ?? "", /^pi:!\$6\$salt/m);
  assert.match(world.pi.file("/etc/shadow") ?? "", /^other:\$6\$x/m);
});

for (const { image, units, after } of [
  {
    image: "Raspberry Pi OS, where it is switched off",
    units: { "ssh.service": { enabled: false, active: false } },
    after: { "ssh.service": { enabled: true, active: true } },
  },
  {
    image: "Ubuntu, where a socket starts it",
    units: {
      "ssh.service": { enabled: false, active: false },
      "ssh.socket": { enabled: true, active: true },
    },
    after: { "ssh.service": { enabled: false, active: false }, "ssh.socket": { enabled: true, active: true } },
  },
]) {
  test(`the ssh server is there for the keys: ${image}`, async () => {
    const world = examplePi();
    delete world.pi.state.units["ssh.service"];
    Object.assign(world.pi.state.units, structuredClone(units));
    await twice(world, user(SPEC.user));
    for (const [name, unit] of Object.entries(after)) assert.deepEqual(world.pi.state.units[name], unit);
  });
}

for (const [story, files, says] of [
  [
    "a drop-in that comes before ours",
    {
      sshd_config: "Include /etc/ssh/sshd_config.d/*.conf\n",
      "sshd_config.d/00-a.conf": "passwordauthentication yes\n",
    },
    "/etc/ssh/sshd_config.d/00-a.conf turns them on before our file is read",
  ],
  [
    "the main file, before it includes any",
    { sshd_config: "PasswordAuthentication=yes\nInclude /etc/ssh/sshd_config.d/*.conf\n" },
    "/etc/ssh/sshd_config turns them on before our file is read",
  ],
  [
    "a main file that includes none",
    { sshd_config: "Port 22\n" },
    "/etc/ssh/sshd_config does not include sshd_config.d",
  ],
  [
    "for one account only",
    {
      sshd_config: "Include /etc/ssh/sshd_config.d/*.conf\nMatch User x\n",
      "sshd_config.d/00-a.conf": "Match User x\nPasswordAuthentication yes\n",
    },
    "",
  ],
] as const) {
  test(`password logins that stay open are told: ${story}`, async () => {
    const world = examplePi({
      files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`/etc/ssh/${name}`, text])),
    });
    const { lines } = await twice(world, user(SPEC.user));
    assert.deepEqual(lines, says === "" ? [] : [`password logins over ssh are on: ${says}`]);
  });
}

test("a person's own timer is switched off and stays in its place", async () => {
  const path = "/etc/systemd/system/apt-daily.timer";
  const world = examplePi({ files: { [path]: "[Timer]\nOnCalendar=hourly\n" } });
  await twice(world, unattendedUpgrades);
  assert.match(world.pi.file(path) ?? "", /hourly/);
  assert.deepEqual(world.pi.state.units["apt-daily.timer"], { enabled: false, active: false, queued: false });
});

test("keys that the person added stay", async () => {
  const world = examplePi();
  await runOn(world, [user({ name: "ada", sshKeys: [] })]);
  world.pi.put("/home/ada/.ssh/authorized_keys", "ssh-rsa AAAA mine");
  await twice(world, user(SPEC.user));
  assert.equal(world.pi.file("/home/ada/.ssh/authorized_keys"), `ssh-rsa AAAA mine\n${SPEC.user.sshKeys[0]}\n`);
});

test("without a key no password login is closed, and the journal says why", async () => {
  const world = examplePi({ files: { "/etc/shadow": "pi:$6$salt$hash:1::::::\n" } });
  const { lines } = await twice(world, user({ name: "ada", sshKeys: [] }));
  assert.deepEqual(lines, ["password logins stay on: rack.yaml has no ssh key for ada"]);
  assert.match(world.pi.file("/etc/shadow") ?? "", /^pi:\$6/m);
  assert.equal(world.pi.file("/etc/ssh/sshd_config.d/00-rackberry.conf"), undefined);
});

test("systemd makes the pods' cgroups, but for containers with cgroup v1", () => {
  assert.equal(cgroupDriver({ cgroupVersion: 2, container: "" }), "systemd");
  assert.equal(cgroupDriver({ cgroupVersion: 1, container: "" }), "systemd");
  assert.equal(cgroupDriver({ cgroupVersion: 2, container: "systemd-nspawn" }), "systemd");
  assert.equal(cgroupDriver({ cgroupVersion: 1, container: "systemd-nspawn" }), "cgroupfs");
});
