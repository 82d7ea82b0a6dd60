import assert from "node:assert/strict";
import { test } from "node:test";
import { commandLineFiles, withMemoryCgroup } from "./boot-files.ts";

const FLAGS = "cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory";

const FILES: readonly (readonly [story: string, config: string, files: readonly string[]])[] = [
  ["an empty config.txt", "", ["cmdline.txt"]],
  ["Raspberry Pi OS", "dtparam=audio=on\n[cm4]\notg_mode=1\n[all]\n", ["cmdline.txt"]],
  [
    "Ubuntu's A/B boot",
    "[all]\nos_prefix=current/\n[tryboot]\nos_prefix=new/\n",
    ["current/cmdline.txt", "new/cmdline.txt"],
  ],
  ["A/B boot with CRLF and blanks", "[all]\r\n os_prefix = current/ \r\n", ["current/cmdline.txt"]],
  ["a file of another name", "cmdline=nobtcmd.txt\n", ["nobtcmd.txt"]],
  ["both", "os_prefix=a/\n[pi4]\ncmdline=b.txt\n", ["a/cmdline.txt", "a/b.txt"]],
  ["a prefix that is no folder", "os_prefix=old-\n", ["old-cmdline.txt"]],
  ["the last word counts", "os_prefix=a/\nos_prefix=b/\n", ["b/cmdline.txt"]],
  ["a section that never applies, and a comment", "[none]\nos_prefix=x/\n[all]\n#os_prefix=y/\n", ["cmdline.txt"]],
  ["a way out of the boot folder", "os_prefix=../etc/\ncmdline=/etc/passwd\n", ["cmdline.txt"]],
];
for (const [story, config, files] of FILES) {
  test(`the command line's file: ${story}`, () => assert.deepEqual(commandLineFiles(config), files));
}

const LINES: readonly (readonly [story: string, before: string, after: string])[] = [
  ["plain", "console=tty1 root=LABEL=x rootwait\n", `console=tty1 root=LABEL=x rootwait ${FLAGS}\n`],
  ["no newline at the end", "console=tty1", `console=tty1 ${FLAGS}\n`],
  ["CRLF", "console=tty1 quiet\r\n", `console=tty1 quiet ${FLAGS}\n`],
  ["several lines", "console=tty1\n# note\n", `console=tty1 ${FLAGS}\n# note\n`],
  ["one flag there", "cgroup_memory=1 quiet\n", "cgroup_memory=1 quiet cgroup_enable=cpuset cgroup_enable=memory\n"],
  ["quoted words keep their blanks", 'dyndbg="file a  +p"\n', `dyndbg="file a  +p" ${FLAGS}\n`],
  ["empty", "", `${FLAGS}\n`],
  ["blanks at the end", "quiet   \n", `quiet ${FLAGS}\n`],
  ["words for init", "quiet -- single\n", `quiet ${FLAGS} -- single\n`],
  ["disabled by hand", "cgroup_disable=memory\n", `cgroup_disable=memory ${FLAGS}\n`],
  [
    "enabled, then disabled again",
    "cgroup_memory=1 cgroup_enable=cpuset cgroup_enable=memory cgroup_disable=memory\n",
    "cgroup_memory=1 cgroup_enable=cpuset cgroup_disable=memory cgroup_enable=memory\n",
  ],
];
for (const [story, before, after] of LINES) {
  test(`the memory cgroup's words: ${story}`, () => {
    assert.equal(withMemoryCgroup(before), after);
    assert.equal(withMemoryCgroup(after), after);
  });
}

test("a command line that has the words is left alone, byte by byte", () => {
  for (const line of [`quiet ${FLAGS}`, `${FLAGS}  quiet\r\n`, `${FLAGS}\nother\n`]) {
    assert.equal(withMemoryCgroup(line), line);
  }
});
