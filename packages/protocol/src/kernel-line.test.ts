import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, isInForce, kernelWords, oddBlank, withMemoryFlags } from "./kernel-line.ts";

const FLAGS = "cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory";
/** One character a byte, as the files are read. */
const bytes = (text: string) => Buffer.from(text).toString("latin1");

const LINES: readonly (readonly [story: string, before: string, after: string])[] = [
  ["plain", "console=tty1 root=LABEL=x rootwait\n", `console=tty1 root=LABEL=x rootwait ${FLAGS}\n`],
  ["no newline at the end", "console=tty1", `console=tty1 ${FLAGS}`],
  ["CRLF", "console=tty1 quiet\r\n", `console=tty1 quiet ${FLAGS}\r\n`],
  ["several lines", "console=tty1\n# note\n", `console=tty1 ${FLAGS}\n# note\n`],
  ["one flag there", "cgroup_memory=1 quiet\n", "cgroup_memory=1 quiet cgroup_enable=cpuset cgroup_enable=memory\n"],
  ["quoted words keep their blanks", 'dyndbg="file a  +p"\n', `dyndbg="file a  +p" ${FLAGS}\n`],
  ["flags in quotes are none", `x="a ${FLAGS} b"\n`, `x="a ${FLAGS} b" ${FLAGS}\n`],
  ["empty", "", FLAGS],
  ["blanks at the end", "quiet   \n", `quiet ${FLAGS}\n`],
  ["blanks at the beginning, and tabs", "  quiet\tx\n", `  quiet\tx ${FLAGS}\n`],
  ["disabled by hand", "cgroup_disable=memory\n", `cgroup_disable=memory ${FLAGS}\n`],
  [
    "enabled, then disabled again",
    "cgroup_memory=1 cgroup_enable=cpuset cgroup_enable=memory cgroup_disable=memory\n",
    "cgroup_memory=1 cgroup_enable=cpuset cgroup_disable=memory cgroup_enable=memory\n",
  ],
  [
    "disabled in a list",
    `root=x ${FLAGS} cgroup_disable=memory,cpuset\n`,
    "root=x cgroup_memory=1 cgroup_disable=memory,cpuset cgroup_enable=cpuset cgroup_enable=memory\n",
  ],
  [
    "disabled in quotes",
    `${FLAGS} cgroup_disable="memory"\n`,
    'cgroup_enable=cpuset cgroup_memory=1 cgroup_disable="memory" cgroup_enable=memory\n',
  ],
  [
    "cgroup_memory=0 behind",
    `${FLAGS} cgroup_memory=0`,
    "cgroup_enable=cpuset cgroup_enable=memory cgroup_memory=0 cgroup_memory=1",
  ],
  ["behind -- they are init's", `root=x -- ${FLAGS}\n`, `root=x ${FLAGS} -- ${FLAGS}\n`],
  ["before -- they are the kernel's", "root=x  -- quiet\n", `root=x ${FLAGS} -- quiet\n`],
  [
    "glued together by no-break spaces",
    bytes(`root=x ${FLAGS.replaceAll(" ", "\u00a0")}\n`),
    bytes(`root=x ${FLAGS.replaceAll(" ", "\u00a0")} ${FLAGS}\n`),
  ],
  ["behind a byte order mark", bytes("\ufeffcgroup_memory=1 root=x"), bytes(`\ufeffcgroup_memory=1 root=x ${FLAGS}`)],
  ["Latin-1", "x=K\xfcche\n", `x=K\xfcche ${FLAGS}\n`],
];
for (const [story, before, after] of LINES) {
  test(`the memory cgroup's words: ${story}`, () => {
    assert.equal(withMemoryFlags(before), after);
    assert.equal(withMemoryFlags(after), after);
  });
}

test("a command line that has the words is left alone, byte by byte", () => {
  for (const line of [
    `quiet ${FLAGS}`,
    `${FLAGS}  quiet\r\n`,
    `${FLAGS}\nother\n`,
    "cgroup_enable=memory,cpuset cgroup_memory=1",
  ]) {
    assert.equal(withMemoryFlags(line), line);
  }
});

test("of words on one controller the last counts, and none after --", () => {
  const has = (line: string) => isInForce(kernelWords(line), "cgroup_enable=memory");
  assert.equal(has("cgroup_disable=memory cgroup_enable=cpuset,memory"), true);
  assert.equal(has("cgroup_enable=memory cgroup_disable=cpuset"), true);
  assert.equal(has("cgroup_enable=memory cgroup_disable=cpuset,memory"), false);
  assert.equal(has("quiet -- cgroup_enable=memory"), false);
  assert.equal(has("xcgroup_enable=memory"), false);
});

test("what only looks like a blank is named, with its word", () => {
  assert.deepEqual(oddBlank(bytes("quiet a\u00a0b=1 x")), { name: "a no-break space (U+00A0)", word: "a\u2423b=1" });
  assert.equal(oddBlank("quiet a\xa0b\xfc")?.name, "a no-break space (U+00A0)");
  assert.equal(oddBlank(bytes("\ufeffroot=x"))?.name, "a byte order mark (U+FEFF)");
  assert.equal(oddBlank(bytes("a\u2009b"))?.name, "an odd blank (U+2009)");
  // A byte of a letter's is none.
  assert.equal(oddBlank(bytes("x=à quiet\nno\u00a0matter")), undefined);
});

test("one character a byte is the bytes again", () => {
  assert.deepEqual([...bytesOf("a\xff\x00")], [0x61, 0xff, 0]);
});
