/** What pictl and the agent write to a boot partition, read by the virtual rack's own firmware and kernel. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { systemClock } from "../../packages/agent/src/host/system-clock.ts";
import { memoryCgroup } from "../../packages/agent/src/steps/system/memory-cgroup.ts";
import { MemoryBoot } from "../../packages/cli/src/card/testing/memory-boot.ts";
import { orderCard, rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import { BOOKWORM, RASPBERRY_PI_OS } from "../../packages/cli/src/testing/stock-cards.ts";
import { rootedHost } from "../light/rooted-host.ts";
import { kernelCommandLine, memoryControllerEnabled } from "../rack/firmware/kernel-command-line.ts";

const BOARDS = [
  "Raspberry Pi 3 Model B Rev 1.2",
  "Raspberry Pi 4 Model B Rev 1.4",
  "Raspberry Pi 5 Model B Rev 1.0",
].map((model, index) => ({ model, serial: `10000000abcd000${index}` }));

const LINE = "console=tty1 root=PARTUUID=12-02 rootwait";
const FLAGS = "cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory";

/** config.txt and the files that it includes. */
const KINDS: readonly (readonly [story: string, config: string, files: Readonly<Record<string, string>>])[] = [
  ["as it is", "", {}],
  ["an include", "include mine.txt\n", { "mine.txt": "cmdline=x.txt\n", "x.txt": LINE }],
  [
    "an include below a filter, and one in it",
    "[pi4]\ninclude a.txt\n[all]\ngpu_mem=16\n",
    { "a.txt": "include b.txt\n", "b.txt": "os_prefix=four/\n", "four/cmdline.txt": `${LINE}\n` },
  ],
  [
    "prefix and name below one filter",
    "[pi5]\nos_prefix=five/\ncmdline=x.txt\n",
    { "five/x.txt": `${LINE}\n`, "x.txt": `${LINE}\n` },
  ],
  [
    "a line for each model",
    "[pi3]\ncmdline=3.txt\n[pi4]\ncmdline=4.txt\n[pi5]\ncmdline=5.txt\n",
    { "3.txt": LINE, "4.txt": `${LINE}\r\n`, "5.txt": `${LINE}\n# more\n` },
  ],
  ["one serial number", "[0xabcd0001]\ncmdline=own.txt\n", { "own.txt": `${LINE}\n` }],
  ["a list of controllers", "", { "cmdline.txt": `${LINE} ${FLAGS} cgroup_disable=cpuset,memory\n` }],
];

for (const [story, config, files] of KINDS) {
  for (const [system, stock] of [
    ["trixie", RASPBERRY_PI_OS],
    ["bookworm", BOOKWORM],
  ] as const) {
    test(`a card of ${system} starts every Pi with the memory cgroup, and with what starts the agent: ${story}`, async () => {
      using rack = await rackDirectory();
      const boot = new MemoryBoot({ ...stock, ...files, "config.txt": `${stock["config.txt"]}${config}` });
      await orderCard(rack, boot);
      const made = boot.files();
      for (const board of BOARDS) {
        const line = kernelCommandLine((path) => made[path], board);
        assert.ok(memoryControllerEnabled(line), `${board.model}: ${line}`);
        if (system === "bookworm") assert.match(line, / systemd\.run=\/boot\/firmware\/firstrun\.sh /, board.model);
      }
    });
  }

  test(`the agent's own edit is what the firmware reads: ${story}`, async () => {
    for (const board of BOARDS) {
      const root = mkdtempSync(join(tmpdir(), "boot-files-"));
      try {
        const boot = { "config.txt": config, "cmdline.txt": `${LINE}\n`, ...files };
        const below = Object.entries(boot).map(([name, text]) => [`/boot/firmware/${name}`, text] as const);
        const world = {
          "/proc/device-tree/model": `${board.model}\0`,
          "/proc/device-tree/serial-number": `${board.serial}\0`,
          "/proc/sys/kernel/random/boot_id": "one\n",
          "/proc/cmdline": "quiet\n",
          "/sys/fs/cgroup/cgroup.controllers": "cpu io\n",
        };
        const host = await rootedHost(root, { ...world, ...Object.fromEntries(below) });
        await memoryCgroup({ dryRun: false }).apply({
          ...{ host, clock: systemClock, output: () => {}, signal: new AbortController().signal },
        });
        const read = (path: string) => {
          try {
            return readFileSync(join(root, "boot/firmware", path), "utf8");
          } catch {
            return undefined;
          }
        };
        const line = kernelCommandLine(read, board);
        assert.ok(memoryControllerEnabled(line), `${board.model}: ${line}`);
      } finally {
        rmSync(root, { recursive: true });
      }
    }
  });
}

test("the agent keeps every byte of a line in Latin-1", async () => {
  const root = mkdtempSync(join(tmpdir(), "boot-files-"));
  try {
    const host = await rootedHost(root, { "/boot/firmware/config.txt": "", "/proc/cmdline": "" });
    const path = join(root, "boot/firmware/cmdline.txt");
    writeFileSync(path, Buffer.from("root=x y=K\xfcche\n# Gr\xfc\xdfe\n", "latin1"));
    await memoryCgroup({ dryRun: false }).apply({
      ...{ host, clock: systemClock, output: () => {}, signal: new AbortController().signal },
    });
    assert.equal(readFileSync(path, "latin1"), `root=x y=K\xfcche ${FLAGS}\n# Gr\xfc\xdfe\n`);
  } finally {
    rmSync(root, { recursive: true });
  }
});
