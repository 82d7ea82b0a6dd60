import assert from "node:assert/strict";
import { test } from "node:test";
import { deviceTreeArguments, macAddress } from "./board.ts";
import { kernelCommandLine, memoryControllerEnabled } from "./kernel-command-line.ts";

const PI4 = { model: "Raspberry Pi 4 Model B Rev 1.4", serial: "10000000abcd0001" };
const PI3 = { model: "Raspberry Pi 3 Model B Plus Rev 1.3", serial: "00000000abcd0002" };

/** The words that come from the card, without those of the device tree. */
function fromCard(files: Record<string, string>, { board = PI4, tryboot = false } = {}): string {
  const line = kernelCommandLine((path) => files[path], board, { tryboot });
  assert.ok(line.startsWith(deviceTreeArguments(board)));
  return line.slice(deviceTreeArguments(board).length).trim();
}

test("the device tree's arguments come before the words of cmdline.txt", () => {
  assert.equal(
    kernelCommandLine((path) => ({ "cmdline.txt": "console=tty1 rootwait\n" })[path], PI4),
    "coherent_pool=1M 8250.nr_uarts=0 snd_bcm2835.enable_headphones=0 cgroup_disable=memory " +
      "smsc95xx.macaddr=DC:A6:32:CD:00:01 vc_mem.mem_base=0x3ec00000 vc_mem.mem_size=0x40000000 console=tty1 rootwait",
  );
});

test("only the first line counts, with or without a carriage return or a newline at the end", () => {
  assert.equal(fromCard({ "cmdline.txt": "a=1 b=2\nc=3\n" }), "a=1 b=2");
  assert.equal(fromCard({ "cmdline.txt": "a=1 b=2\r\nc=3\r\n" }), "a=1 b=2");
  assert.equal(fromCard({ "cmdline.txt": "a=1 b=2" }), "a=1 b=2");
  assert.equal(fromCard({ "cmdline.txt": "\ncgroup_enable=memory\n" }), "");
});

test("a card without cmdline.txt boots with the device tree's arguments alone", () => {
  assert.equal(fromCard({}), "");
});

test("the alias serial0 is resolved", () => {
  assert.equal(fromCard({ "cmdline.txt": "console=serial0,115200 console=tty1" }), "console=ttyS0,115200 console=tty1");
});

test("os_prefix and cmdline of config.txt choose the file", () => {
  const files = { "cmdline.txt": "top", "current/cmdline.txt": "current", "current/other.txt": "other" };
  assert.equal(fromCard({ ...files, "config.txt": "# os_prefix=new/\n[all]\nos_prefix=current/\n" }), "current");
  assert.equal(fromCard({ ...files, "config.txt": "os_prefix = current/\r\ncmdline=other.txt\r\n" }), "other");
  assert.equal(fromCard({ ...files, "config.txt": "#os_prefix=current/\n" }), "top");
});

test("an os_prefix with nothing below it is ignored", () => {
  assert.equal(fromCard({ "cmdline.txt": "top", "config.txt": "os_prefix=missing/" }), "top");
});

test("the last of two settings wins", () => {
  const files = { "config.txt": "cmdline=a.txt\ncmdline=b.txt", "a.txt": "a", "b.txt": "b" };
  assert.equal(fromCard(files), "b");
});

test("a section counts only on the models in its brackets", () => {
  const files = {
    "config.txt": "[pi4]\ncmdline=four.txt\n[pi3]\ncmdline=three.txt\n",
    "four.txt": "4",
    "three.txt": "3",
  };
  assert.equal(fromCard(files), "4");
  assert.equal(fromCard(files, { board: PI3 }), "3");
  assert.equal(fromCard({ ...files, "config.txt": "[pi3+]\ncmdline=three.txt" }, { board: PI3 }), "3");
  assert.equal(fromCard({ ...files, "config.txt": "[cm4]\ncmdline=four.txt", "cmdline.txt": "top" }), "top");
});

test("sections of different kinds must all hold, and [all] forgets them", () => {
  const files = { "cmdline.txt": "top", "a.txt": "a" };
  assert.equal(fromCard({ ...files, "config.txt": "[pi4]\n[0xabcd0001]\ncmdline=a.txt" }), "a");
  assert.equal(fromCard({ ...files, "config.txt": "[pi3]\n[0xabcd0001]\ncmdline=a.txt" }), "top");
  assert.equal(fromCard({ ...files, "config.txt": "[pi3]\n[0xabcd0001]\n[all]\ncmdline=a.txt" }), "a");
  assert.equal(fromCard({ ...files, "config.txt": "[none]\n[pi4]\ncmdline=a.txt" }), "top");
  assert.equal(fromCard({ ...files, "config.txt": "[EDID=VSC-TD2220]\ncmdline=a.txt" }), "top");
});

test("the staged system is booted in tryboot mode only", () => {
  const files = {
    "config.txt": "[all]\nos_prefix=current/\n[tryboot]\nos_prefix=new/\n",
    "current/cmdline.txt": "current",
    "new/cmdline.txt": "new",
  };
  assert.equal(fromCard(files), "current");
  assert.equal(fromCard(files, { tryboot: true }), "new");
  assert.equal(fromCard({ ...files, "tryboot.txt": "os_prefix=current/" }, { tryboot: true }), "current");
});

test("included files are read in place, and a loop of them ends", () => {
  const files = {
    "config.txt": "include usercfg.txt",
    "usercfg.txt": "include config.txt\ncmdline=a.txt",
    "a.txt": "a",
  };
  assert.equal(fromCard(files), "a");
});

test("the memory controller is withheld until a later word enables it", () => {
  const line = (words: string) => kernelCommandLine((path) => ({ "cmdline.txt": words })[path], PI4);
  assert.equal(memoryControllerEnabled(line("console=tty1")), false);
  assert.equal(memoryControllerEnabled(line("cgroup_enable=cpuset cgroup_memory=1")), false);
  assert.equal(memoryControllerEnabled(line("cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory")), true);
  assert.equal(memoryControllerEnabled(line("cgroup_enable=memory cgroup_disable=memory")), false);
  assert.equal(memoryControllerEnabled(line("xcgroup_enable=memory")), false);
  assert.equal(memoryControllerEnabled(line("quiet\u00a0cgroup_enable=memory")), false);
  assert.equal(memoryControllerEnabled(line("quiet -- cgroup_enable=memory")), false);
  assert.equal(memoryControllerEnabled("quiet"), true);
});

test("the Ethernet address is made of the serial number", () => {
  assert.equal(macAddress(PI4), "dc:a6:32:cd:00:01");
  assert.equal(macAddress(PI3), "b8:27:eb:cd:00:02");
});
