/** Swap, whoever makes it: off now, and off after the next boot. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { startSwaps } from "../../host/testing/simulated/swaps.ts";
import { examplePi, runOn } from "../testing/example.ts";
import { withoutSwap } from "./fstab.ts";
import { swap } from "./swap.ts";

const FSTAB = "/etc/fstab";
const NONE = "Filename\tType\tSize\tUsed\tPriority\n";
type World = ReturnType<typeof examplePi>;

/** Off, off after a boot, and a second run changes nothing. */
async function offForGood(world: World) {
  const result = await runOn(world, [swap]);
  assert.equal(world.pi.file("/proc/swaps"), NONE);
  world.pi.reboot();
  assert.equal(world.pi.file("/proc/swaps"), NONE, "after a boot");
  assert.equal((await runOn(world, [swap])).changed, 0);
  return result;
}

/** A Pi that a package or a person has taught to make swap. */
function making(
  name: string,
  path: string,
  { text = "", ...unit }: { text?: string; enabled: boolean; file?: string },
) {
  const world = examplePi();
  world.pi.put(`${path}/${name}`, text);
  world.pi.state.units[name] = { ...unit, active: true, swap: "/dev/zram0" };
  startSwaps(world.pi.state);
  return world;
}

const FORMS: readonly (readonly [story: string, before: string, after: string])[] = [
  [
    "without options, and no newline at the end",
    "/swapfile none swap",
    "# without swap (pi-agent): /swapfile none swap",
  ],
  [
    "with blank lines in front",
    "proc /proc proc defaults 0 0\n\n\n\n/swapfile none swap sw 0 0\n\n/swap2 none swap sw 0 0\n",
    "proc /proc proc defaults 0 0\n\n\n\n# without swap (pi-agent): /swapfile none swap sw 0 0\n\n# without swap (pi-agent): /swap2 none swap sw 0 0\n",
  ],
  [
    "with tabs, and line ends from Windows",
    "proc\t/proc\tproc\tdefaults\t0\t0\r\nUUID=x\tnone\tswap\tsw\t0\t0\r\n",
    "proc\t/proc\tproc\tdefaults\t0\t0\r\n# without swap (pi-agent): UUID=x\tnone\tswap\tsw\t0\t0\r\n",
  ],
  ["indented", " \t/swapfile swap\tswap defaults\n", "# without swap (pi-agent):  \t/swapfile swap\tswap defaults\n"],
  [
    "by a label with a blank in it",
    "LABEL=my\\040swap none swap\n",
    "# without swap (pi-agent): LABEL=my\\040swap none swap\n",
  ],
];
for (const [story, before, after] of FORMS) {
  test(`a swap line of fstab goes: ${story}`, async () => {
    const world = examplePi({ files: { [FSTAB]: before } });
    await offForGood(world);
    assert.equal(world.pi.file(FSTAB), after);
  });
}

test("lines of fstab that only speak of swap stay", () => {
  for (const line of [
    "UUID=1 / ext4 x-swap 0 1\r\n",
    "# /old none swap sw 0 0\n",
    "/swap /mnt ext4\n",
    "a b swapfs c\n",
  ]) {
    assert.equal(withoutSwap(line), line);
  }
});

test("a remark in Latin-1 in fstab stays byte for byte", async () => {
  const world = examplePi();
  await world.pi.write(FSTAB, "# Gr\xf6\xdfe\n/swapfile none swap\n", { encoding: "bytes" });
  await runOn(world, [swap]);
  assert.match((await world.pi.read(FSTAB, "bytes")) ?? "", /^# Gr\xf6\xdfe\n# without swap/);
});

for (const { story, name, path, unit, sentence } of [
  {
    story: "zram-tools",
    name: "zramswap.service",
    path: "/lib/systemd/system",
    unit: { enabled: true },
    sentence: "disable",
  },
  {
    story: "dphys-swapfile",
    name: "dphys-swapfile.service",
    path: "/lib/systemd/system",
    unit: { enabled: true },
    sentence: "disable",
  },
  {
    story: "an init script",
    name: "zramswap.service",
    path: "/run/systemd/generator.late",
    unit: { enabled: false, file: "generated" },
    sentence: "mask",
  },
  {
    story: "a person's swap unit",
    name: "dev-zram0.swap",
    path: "/etc/systemd/system",
    unit: { enabled: true },
    sentence: "disable",
  },
  {
    story: "zram-generator",
    name: "dev-zram0.swap",
    path: "/run/systemd/generator",
    unit: { enabled: false, file: "generated" },
    sentence: "mask",
  },
  {
    story: "a service of a person that calls swapon",
    name: "more-memory.service",
    path: "/etc/systemd/system",
    unit: { enabled: true, text: "[Service]\nExecStart=/bin/sh -c 'modprobe zram && swapon /dev/zram0'\n" },
    sentence: "disable",
  },
]) {
  test(`what made the swap is kept from making it again: ${story}`, async () => {
    const world = making(name, path, unit);
    if (unit.file === "generated") Object.assign(world.pi.state.units[name] ?? {}, { enabled: true });
    const { steps } = await offForGood(world);
    assert.equal(steps[0]?.sentence, `turn off swap on /dev/zram0; ${sentence} ${name}`);
  });
}

test("a service that was made of a template is found by what the template runs", async () => {
  const world = making("zram@0.service", "/etc/systemd/system/multi-user.target.wants", { enabled: true });
  world.pi.put("/etc/systemd/system/zram@.service", "[Service]\nExecStart=/sbin/swapon /dev/zram%i\n");
  const { steps } = await offForGood(world);
  assert.match(steps[0]?.sentence ?? "", /; disable zram@0\.service$/);
});

test("fstab's swap does not hide that a service makes another, or a script", async () => {
  const text = "[Service]\nExecStart=/bin/sh -c 'mkswap /dev/zram0 && swapon /dev/zram0'\n";
  const world = making("boost.service", "/etc/systemd/system", { enabled: true, text });
  world.pi.put(FSTAB, "/swapfile none swap sw 0 0\n");
  startSwaps(world.pi.state);
  const { steps } = await offForGood(world);
  assert.match(steps[0]?.sentence ?? "", /remove swap from \/etc\/fstab; disable boost\.service$/);
  const other = examplePi({ files: { [FSTAB]: "/swapfile none swap\n", "/etc/rc.local": "#!/bin/sh\nswapon /two\n" } });
  other.pi.put("/proc/swaps", `${NONE}/swapfile\tfile\t1\t0\t-2\n/two\tfile\t1\t0\t-3\n`);
  const { lines } = await runOn(other, [swap]);
  assert.match(lines.join(), /^swap on \/two is off, .* remove it from \/etc\/rc\.local$/);
});

test("a swap that fstab calls by another name than the kernel is its own", async () => {
  const world = examplePi({ files: { [FSTAB]: "UUID=1-2 none swap\n" } });
  world.pi.put("/proc/swaps", `${NONE}/dev/sda2\tpartition\t1\t0\t-2\n`);
  assert.deepEqual((await runOn(world, [swap])).lines, []);
});

test("a service that calls a script which calls swapon is found, one that does not is left alone", async () => {
  const world = making("boost.service", "/etc/systemd/system", {
    enabled: true,
    text: "[Service]\nExecStart=-/usr/local/bin/boost on\n",
  });
  world.pi.put("/usr/local/bin/boost", "#!/bin/sh\nmkswap /dev/zram0\nswapon /dev/zram0\n");
  world.pi.put("/etc/systemd/system/swap-monitor.service", "[Service]\nExecStart=/usr/bin/top\n");
  world.pi.state.units["swap-monitor.service"] = { enabled: true, active: true };
  await offForGood(world);
  assert.equal(world.pi.state.units["swap-monitor.service"]?.enabled, true);
});

test("what fstab made is not masked: its unit is gone at the next boot", async () => {
  const world = making("swapfile.swap", "/run/systemd/generator", {
    enabled: false,
    file: "generated",
    text: "# Automatically generated\n[Unit]\nSourcePath=/etc/fstab\n",
  });
  world.pi.put(FSTAB, "/swapfile none swap sw 0 0\n");
  const { steps } = await runOn(world, [swap]);
  assert.equal(steps[0]?.sentence, "turn off swap on /dev/zram0; remove swap from /etc/fstab");
});

test("Raspberry Pi OS' own swap is told to make none, by a file that comes last", async () => {
  const world = making("dev-zram0.swap", "/run/systemd/generator", { enabled: false, file: "generated" });
  world.pi.put("/etc/rpi/swap.conf", "[Main]\n");
  await runOn(world, [swap]);
  assert.match(world.pi.file("/etc/rpi/swap.conf.d/zz-rackberry.conf") ?? "", /^Mechanism=none$/m);
  assert.equal(world.pi.state.units["dev-zram0.swap"]?.masked, undefined);
  assert.equal(world.pi.file("/proc/swaps"), NONE);
  assert.equal((await runOn(world, [swap])).changed, 0);
});

for (const [path, text, cure] of [
  ["/etc/rc.local", "#!/bin/sh\nswapon /swapfile\nexit 0\n", "remove it from /etc/rc.local"],
  ["/var/spool/cron/crontabs/ada", "@reboot sudo swapon /swapfile\n", "remove it from /var/spool/cron/crontabs/ada"],
  [
    "/etc/udev/rules.d/99-zram.rules",
    '# zram\nKERNEL=="zram0", ATTR{disksize}="1G", RUN="/sbin/mkswap /dev/zram0"\n',
    "remove it from /etc/udev/rules.d/99-zram.rules",
  ],
  ["/etc/motd", "swapon\n", "check what runs at boot"],
] as const) {
  test(`swap of which no unit and no fstab knows is off, and said: ${path}`, async () => {
    const world = examplePi({ files: { [path]: text } });
    world.pi.put("/proc/swaps", `${NONE}/swapfile\tfile\t1\t0\t-2\n`);
    const { lines } = await runOn(world, [swap]);
    assert.deepEqual(lines, [
      `swap on /swapfile is off, but the next boot may turn it on, since neither fstab nor a unit does: ${cure}`,
    ]);
    assert.equal(world.pi.file("/proc/swaps"), NONE);
  });
}
