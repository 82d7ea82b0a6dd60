import assert from "node:assert/strict";
import { test } from "node:test";
import { examplePi, runOn } from "../testing/example.ts";
import { memoryCgroup } from "./memory-cgroup.ts";

const FLAGS = "cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory";
const BARE = "console=tty1 root=PARTUUID=1 unknown.word=1 rootwait";
const FIRMWARE = "/boot/firmware";
const step = memoryCgroup({ dryRun: false });

/** Layouts of the boot partition: files before, and those that must be different after. */
const LAYOUTS: readonly { story: string; before: Record<string, string>; after: Record<string, string> }[] = [
  {
    story: "plain",
    before: { [`${FIRMWARE}/cmdline.txt`]: `${BARE}\n` },
    after: { [`${FIRMWARE}/cmdline.txt`]: `${BARE} ${FLAGS}\n` },
  },
  {
    story: "os_prefix: the file at the top is inert",
    before: {
      [`${FIRMWARE}/config.txt`]: "[all]\nos_prefix=current/\nkernel=vmlinuz\n",
      [`${FIRMWARE}/current/vmlinuz`]: "kernel",
      [`${FIRMWARE}/cmdline.txt`]: "inert\n",
      [`${FIRMWARE}/current/cmdline.txt`]: `${BARE}\n`,
    },
    after: { [`${FIRMWARE}/current/cmdline.txt`]: `${BARE} ${FLAGS}\n` },
  },
  {
    story: "os_prefix without a kernel below it, which the firmware ignores",
    before: {
      [`${FIRMWARE}/config.txt`]: "os_prefix=old/\n",
      [`${FIRMWARE}/kernel8.img`]: "kernel",
      [`${FIRMWARE}/cmdline.txt`]: `${BARE}\n`,
      [`${FIRMWARE}/old/cmdline.txt`]: `${BARE} old\n`,
    },
    after: {
      [`${FIRMWARE}/cmdline.txt`]: `${BARE} ${FLAGS}\n`,
      [`${FIRMWARE}/old/cmdline.txt`]: `${BARE} old ${FLAGS}\n`,
    },
  },
  {
    story: "a staged new/ is changed too",
    before: {
      [`${FIRMWARE}/config.txt`]: "[all]\nos_prefix=current/\n[tryboot]\nos_prefix=new/\n",
      [`${FIRMWARE}/current/cmdline.txt`]: `${BARE}\n`,
      [`${FIRMWARE}/new/cmdline.txt`]: `${BARE} new\n`,
    },
    after: {
      [`${FIRMWARE}/current/cmdline.txt`]: `${BARE} ${FLAGS}\n`,
      [`${FIRMWARE}/new/cmdline.txt`]: `${BARE} new ${FLAGS}\n`,
    },
  },
  {
    story: "no newline at the end",
    before: { [`${FIRMWARE}/cmdline.txt`]: BARE },
    after: { [`${FIRMWARE}/cmdline.txt`]: `${BARE} ${FLAGS}` },
  },
  {
    story: "CRLF",
    before: { [`${FIRMWARE}/cmdline.txt`]: `${BARE}\r\n` },
    after: { [`${FIRMWARE}/cmdline.txt`]: `${BARE} ${FLAGS}\r\n` },
  },
  {
    story: "several lines: the firmware reads the first",
    before: { [`${FIRMWARE}/cmdline.txt`]: `${BARE}\n# a note\n` },
    after: { [`${FIRMWARE}/cmdline.txt`]: `${BARE} ${FLAGS}\n# a note\n` },
  },
  {
    story: "one of the flags is there",
    before: { [`${FIRMWARE}/cmdline.txt`]: `cgroup_enable=cpuset ${BARE}\n` },
    after: { [`${FIRMWARE}/cmdline.txt`]: `cgroup_enable=cpuset ${BARE} cgroup_memory=1 cgroup_enable=memory\n` },
  },
  {
    story: "what config.txt includes",
    before: {
      [`${FIRMWARE}/config.txt`]: "include house.txt\n",
      [`${FIRMWARE}/house.txt`]: "cmdline=mine.txt\n",
      [`${FIRMWARE}/mine.txt`]: `${BARE}\n`,
      [`${FIRMWARE}/cmdline.txt`]: `${BARE}\n`,
    },
    after: { [`${FIRMWARE}/mine.txt`]: `${BARE} ${FLAGS}\n` },
  },
  {
    story: "a line for each model: this Pi's, and no other",
    before: {
      [`${FIRMWARE}/config.txt`]: "[pi4]\nos_prefix=four/\ncmdline=a.txt\n[pi5]\ncmdline=five.txt\n",
      [`${FIRMWARE}/four/a.txt`]: `${BARE}\n`,
      [`${FIRMWARE}/five.txt`]: `${BARE}\n`,
      [`${FIRMWARE}/cmdline.txt`]: `${BARE}\n`,
    },
    after: { [`${FIRMWARE}/four/a.txt`]: `${BARE} ${FLAGS}\n` },
  },
  {
    story: "flags that are glued together by no-break spaces",
    before: { [`${FIRMWARE}/cmdline.txt`]: `${BARE} ${FLAGS.replaceAll(" ", "\u00a0")}\n` },
    after: { [`${FIRMWARE}/cmdline.txt`]: `${BARE} ${FLAGS.replaceAll(" ", "\u00a0")} ${FLAGS}\n` },
  },
  {
    story: "bullseye: /boot is the boot partition",
    before: { "/boot/config.txt": "", "/boot/cmdline.txt": `${BARE}\n` },
    after: { "/boot/cmdline.txt": `${BARE} ${FLAGS}\n` },
  },
];

function piWith(files: Record<string, string>) {
  const world = examplePi({ cmdline: BARE });
  for (const path of [`${FIRMWARE}/config.txt`, `${FIRMWARE}/cmdline.txt`]) delete world.pi.state.files[path];
  for (const [path, content] of Object.entries(files)) world.pi.put(path, content);
  return world;
}

for (const { story, before, after } of LAYOUTS) {
  test(`the flags get into the file that the firmware reads: ${story}`, async () => {
    const world = piWith(before);
    const { outcome } = await runOn(world, [step]);
    assert.equal(outcome, "rebooting");
    for (const [path, content] of Object.entries({ ...before, ...after })) assert.equal(world.pi.file(path), content);
  });
}

test("exactly one reboot; then the kernel has the flag and nothing is left to do", async () => {
  const world = examplePi({ cmdline: `${BARE}\n` });
  assert.equal((await runOn(world, [step])).outcome, "rebooting");
  world.pi.reboot();
  assert.equal((await runOn(world, [step])).outcome, "done");
  assert.match(world.pi.file("/proc/cmdline") ?? "", /unknown\.word=1 .*cgroup_enable=memory$/m);
  world.pi.changes.length = 0;
  assert.equal((await runOn(world, [step])).changed, 0);
  assert.deepEqual(world.pi.changes, []);
});

test("cgroup v1 is judged by the enabled column and the mount", async () => {
  const world = examplePi({ cmdline: `${BARE}\n`, cgroupVersion: 1 });
  assert.equal((await runOn(world, [step])).outcome, "rebooting");
  world.pi.reboot();
  assert.equal((await runOn(world, [step])).outcome, "done");
  world.pi.put("/proc/self/mounts", "");
  world.pi.put("/boot/firmware/cmdline.txt", `${BARE}\n`);
  assert.equal((await runOn(world, [step])).outcome, "rebooting");
});

test("flags that the running kernel started without need a reboot but no write", async () => {
  const world = examplePi({ cmdline: `${BARE}\n` });
  world.pi.put("/boot/firmware/cmdline.txt", `${BARE} ${FLAGS}\n`);
  const { outcome, steps } = await runOn(world, [step]);
  assert.equal(outcome, "rebooting");
  assert.match(steps[0]?.sentence ?? "", /^reboot, so that/);
  assert.equal(world.pi.file("/boot/firmware/cmdline.txt"), `${BARE} ${FLAGS}\n`);
});

test("a kernel started with the flag is not restarted in vain: the word that overrides it is named", async () => {
  const world = examplePi({ cmdline: `${BARE} systemd.unified_cgroup_hierarchy=0 ${FLAGS}\n`, cgroupVersion: 1 });
  // From 6.12 on there is no memory controller in v1.
  world.pi.put("/proc/cgroups", "#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpuset\t2\t40\t1\n");
  await assert.rejects(runOn(world, [step]), {
    code: "step-ineffective",
    message:
      /started with cgroup_enable=memory: systemd\.unified_cgroup_hierarchy=0 makes systemd use cgroup v1.*remove it from \/boot\/firmware\/cmdline\.txt\. Fix that and reboot$/,
  });
  assert.equal(world.pi.state.boots, 1);
});

test("words on one controller are read as the kernel reads them: lists, the last one, nothing behind --", async () => {
  const cmdline = `${BARE} ${FLAGS} cgroup_disable=memory,cpuset -- x\n`;
  const world = examplePi({ cmdline });
  assert.equal((await runOn(world, [step])).outcome, "rebooting");
  world.pi.reboot();
  assert.equal((await runOn(world, [step])).outcome, "done");
});

const TORN: readonly (readonly [story: string, line: string, words: RegExp])[] = [
  ["empty", "", /\/boot\/firmware\/cmdline\.txt has no root= in its first line/],
  ["a blank line first", `\n${BARE}\n`, /no root= in its first line/],
  ["NULs", "\0".repeat(512), /has NUL bytes in it/],
  ["too long", `root=x ${"a".repeat(2030)}\n`, /would have \d+ bytes, but the kernel takes 2047/],
];
for (const [story, line, words] of TORN) {
  test(`no Pi is restarted with a line that would keep it from starting: ${story}`, async () => {
    const world = examplePi({ cmdline: `${BARE}\n` });
    world.pi.put(`${FIRMWARE}/cmdline.txt`, line);
    await assert.rejects(runOn(world, [step]), { code: "refused", message: words });
    assert.deepEqual([world.pi.state.boots, world.pi.file(`${FIRMWARE}/cmdline.txt`)], [1, line]);
  });
}

test("a damaged line staged for an update is left alone and does not stop the preparation", async () => {
  const world = examplePi({ cmdline: `${BARE}\n` });
  world.pi.put(`${FIRMWARE}/new/cmdline.txt`, "\0\0\0");
  assert.equal((await runOn(world, [step])).outcome, "rebooting");
  assert.equal(world.pi.file(`${FIRMWARE}/new/cmdline.txt`), "\0\0\0");
});

test("a root file system in memory is refused, since the next boot would know nothing of this one", async () => {
  const world = examplePi({ cmdline: `overlayroot=tmpfs ${BARE}\n` });
  await assert.rejects(runOn(world, [step]), {
    code: "refused",
    message: /^overlayroot=tmpfs on the kernel's command line/,
  });
  assert.equal(world.pi.file(`${FIRMWARE}/cmdline.txt`), `overlayroot=tmpfs ${BARE}\n`);
});

const INEFFECTIVE: readonly (readonly [story: string, undo: Record<string, string>, words: RegExp])[] = [
  ["the firmware reads another file", { "/proc/cmdline": "quiet\n" }, /check os_prefix and cmdline in config\.txt/],
  ["the kernel has none", { "/proc/cmdline": `quiet ${FLAGS}\n` }, /install another kernel/],
  ["something undid the edit", { "/boot/firmware/cmdline.txt": BARE, "/proc/cmdline": "quiet\n" }, /removed the flag/],
];
for (const [story, undo, words] of INEFFECTIVE) {
  test(`an edit without effect is reported after one reboot, without a second one: ${story}`, async () => {
    const world = examplePi({ cmdline: `${BARE}\n` });
    await runOn(world, [step]);
    world.pi.reboot();
    world.pi.put("/sys/fs/cgroup/cgroup.controllers", "cpu io\n");
    for (const [path, content] of Object.entries(undo)) world.pi.put(path, content);
    world.pi.changes.length = 0;
    await assert.rejects(runOn(world, [step]), { code: "step-ineffective", step: "memory-cgroup", message: words });
    await assert.rejects(runOn(world, [step]), { code: "step-ineffective" });
    assert.deepEqual(world.pi.changes, []);
  });
}

test("a read-only boot partition is refused in the kernel's words, and asks for no reboot", async () => {
  const world = examplePi({ cmdline: `${BARE}\n` });
  world.pi.readOnly.add("/boot/firmware");
  await assert.rejects(runOn(world, [step]), { code: "refused", message: /cmdline\.txt.*read-only file system/ });
  assert.equal(world.pi.file("/boot/firmware/cmdline.txt"), `${BARE}\n`);
  assert.equal(world.pi.state.boots, 1);
});

test("the reboot waits for cloud-init, which may still be installing", async () => {
  const world = examplePi({ cmdline: `${BARE}\n` });
  world.pi.put("/run/cloud-init/enabled", "");
  const original = world.clock.sleep.bind(world.clock);
  world.clock.sleep = async (ms, signal) => {
    await original(ms, signal);
    if (world.clock.monotonic() >= 3_000) world.pi.put("/run/cloud-init/result.json", "{}");
  };
  const { outcome, lines } = await runOn(world, [step]);
  assert.equal(outcome, "rebooting");
  assert.deepEqual(lines, ["waiting for cloud-init to end before the reboot"]);
  assert.equal(world.clock.monotonic(), 3_000);
});

test("a dry run leaves everything as it is", async () => {
  const world = examplePi({ cmdline: `${BARE}\n` });
  const { steps } = await runOn(world, [memoryCgroup({ dryRun: true })], { dryRun: true });
  assert.equal(steps[0]?.sentence, "add cgroup_enable=memory to /boot/firmware/cmdline.txt and reboot");
  assert.deepEqual(world.pi.changes, []);
});
