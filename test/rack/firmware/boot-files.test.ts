import assert from "node:assert/strict";
import { test } from "node:test";
import { bootFiles, mainlineCommandLine } from "./boot-files.ts";

const PI3 = { model: "Raspberry Pi 3 Model B", serial: "00000000abcd0003" };
const reading = (files: Record<string, string>) => (path: string) => files[path];

test("config.txt names what is loaded", () => {
  const config = "[pi4]\nkernel=other\n[all]\nupstream_kernel=1\nkernel=vmlinuz\ninitramfs initrd.img followkernel\n";
  assert.deepEqual(bootFiles(reading({ "config.txt": config }), PI3), {
    kernel: "vmlinuz",
    initramfs: "initrd.img",
    deviceTree: "bcm2837-rpi-3-b.dtb",
  });
});

test("without settings the firmware looks for Raspberry Pi's own kernel, and for no initramfs", () => {
  const files = { kernel: "kernel8.img", initramfs: undefined, deviceTree: "bcm2710-rpi-3-b.dtb" };
  assert.deepEqual(bootFiles(reading({}), PI3), files);
});

test("os_prefix and device_tree count", () => {
  const config = "os_prefix=new/\nkernel=vmlinuz\ninitramfs initrd.img\ndevice_tree=mine.dtb\n";
  assert.deepEqual(bootFiles(reading({ "config.txt": config }), PI3), {
    kernel: "new/vmlinuz",
    initramfs: "new/initrd.img",
    deviceTree: "new/mine.dtb",
  });
});

test("a mainline kernel is told to disable the memory controller until the card enables it", () => {
  const line = (words: string) => mainlineCommandLine(reading({ "cmdline.txt": words }), PI3).split(" ");
  assert.ok(line("root=LABEL=writable").includes("cgroup_disable=memory"));
  assert.ok(line("cgroup_enable=cpuset cgroup_memory=1").includes("cgroup_disable=memory"));
  const enabled = line("console=serial0,115200 cgroup_enable=memory");
  assert.ok(!enabled.includes("cgroup_disable=memory"));
  assert.ok(enabled.includes("cgroup_enable=memory"), "the agent reads it in /proc/cmdline");
  assert.ok(enabled.includes("console=ttyAMA0,115200"));
  assert.ok(line("cgroup_enable=memory cgroup_disable=memory").includes("cgroup_disable=memory"));
});
