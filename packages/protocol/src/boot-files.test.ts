import assert from "node:assert/strict";
import { test } from "node:test";
import { cmdlineFiles, withMemoryFlags } from "./boot-files.ts";

const FLAGS = "cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory";

const PI_4 = "Raspberry Pi 4 Model B Rev 1.4";

const FILES: readonly (readonly [story: string, config: string, live: readonly string[], staged: readonly string[]])[] =
  [
    ["an empty config.txt", "", ["cmdline.txt"], ["new/cmdline.txt"]],
    ["Raspberry Pi OS", "dtparam=audio=on\n[cm4]\notg_mode=1\n[all]\n", ["cmdline.txt"], ["new/cmdline.txt"]],
    [
      "Ubuntu's A/B boot",
      "[all]\nos_prefix=current/\n[tryboot]\nos_prefix=new/\n",
      ["current/cmdline.txt", "cmdline.txt"],
      ["new/cmdline.txt"],
    ],
    [
      "CRLF and blanks",
      "[all]\r\n os_prefix = current/ \r\n",
      ["current/cmdline.txt", "cmdline.txt"],
      ["new/cmdline.txt"],
    ],
    ["a file of another name", "cmdline=nobtcmd.txt\n", ["nobtcmd.txt"], ["new/cmdline.txt"]],
    ["a filter that holds", "os_prefix=a/\n[pi4]\ncmdline=b.txt\n", ["a/b.txt", "b.txt"], ["new/cmdline.txt"]],
    ["a filter that does not hold", "[pi5]\nos_prefix=a/\n", ["cmdline.txt"], ["new/cmdline.txt"]],
    [
      "a filter for one serial number",
      "[0x1234]\nos_prefix=a/\n",
      ["cmdline.txt"],
      ["new/cmdline.txt", "a/cmdline.txt"],
    ],
    ["the last word counts", "os_prefix=a/\nos_prefix=b/\n", ["b/cmdline.txt", "cmdline.txt"], ["new/cmdline.txt"]],
    ["never, and a comment", "[none]\nos_prefix=x/\n[all]\n#os_prefix=y/\n", ["cmdline.txt"], ["new/cmdline.txt"]],
    ["a way out of the boot folder", "os_prefix=../etc/\n", ["cmdline.txt"], ["new/cmdline.txt"]],
  ];
for (const [story, config, live, staged] of FILES) {
  test(`the command line's file: ${story}`, () => assert.deepEqual(cmdlineFiles(config, PI_4), { live, staged }));
}

test("a card for a Pi of unknown model: whatever a model's filter names may be read", () => {
  assert.deepEqual(cmdlineFiles("[pi5]\nos_prefix=five/\n"), {
    live: ["cmdline.txt"],
    staged: ["new/cmdline.txt", "five/cmdline.txt"],
  });
});

const LINES: readonly (readonly [story: string, before: string, after: string])[] = [
  ["plain", "console=tty1 root=LABEL=x rootwait\n", `console=tty1 root=LABEL=x rootwait ${FLAGS}\n`],
  ["no newline at the end", "console=tty1", `console=tty1 ${FLAGS}`],
  ["CRLF", "console=tty1 quiet\r\n", `console=tty1 quiet ${FLAGS}\r\n`],
  ["several lines", "console=tty1\n# note\n", `console=tty1 ${FLAGS}\n# note\n`],
  ["one flag there", "cgroup_memory=1 quiet\n", "cgroup_memory=1 quiet cgroup_enable=cpuset cgroup_enable=memory\n"],
  ["quoted words keep their blanks", 'dyndbg="file a  +p"\n', `dyndbg="file a  +p" ${FLAGS}\n`],
  ["empty", "", FLAGS],
  ["blanks at the end", "quiet   \n", `quiet ${FLAGS}\n`],
  ["disabled by hand", "cgroup_disable=memory\n", `cgroup_disable=memory ${FLAGS}\n`],
  [
    "enabled, then disabled again",
    "cgroup_memory=1 cgroup_enable=cpuset cgroup_enable=memory cgroup_disable=memory\n",
    "cgroup_memory=1 cgroup_enable=cpuset cgroup_disable=memory cgroup_enable=memory\n",
  ],
];
for (const [story, before, after] of LINES) {
  test(`the memory cgroup's words: ${story}`, () => {
    assert.equal(withMemoryFlags(before), after);
    assert.equal(withMemoryFlags(after), after);
  });
}

test("a command line that has the words is left alone, byte by byte", () => {
  for (const line of [`quiet ${FLAGS}`, `${FLAGS}  quiet\r\n`, `${FLAGS}\nother\n`]) {
    assert.equal(withMemoryFlags(line), line);
  }
});
