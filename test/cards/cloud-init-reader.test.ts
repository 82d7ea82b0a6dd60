/** user-data and meta-data, checked with the parser that reads them on a Pi: PyYAML, called as cloud-init does. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { before, test } from "node:test";
import { metaData } from "../../packages/cli/src/card/first-boot/cloud-init.ts";
import { mergeUserData } from "../../packages/cli/src/card/first-boot/merge-user-data.ts";
import { START_COMMAND } from "../../packages/cli/src/card/first-boot/start-command.ts";
import { dice } from "../../packages/cli/src/testing/dice.ts";
import { installTools } from "./stock-image.ts";

before(installTools);

type Value = null | string | boolean | readonly Value[] | { readonly [key: string]: Value };
/**
 * PyYAML's reading of a text; undefined when refused. Numbers, dates and the like are printed as Python writes them.
 */
type Read = { readonly value: Value } | undefined;

const READER = `
import json, sys, yaml
def plain(v):
    if isinstance(v, dict):
        return {k if isinstance(k, str) else repr(k): plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [plain(x) for x in v]
    return v if v is None or isinstance(v, (str, bool)) else repr(v)
def read(text):
    try:
        return {"value": plain(yaml.safe_load(text))}
    except (yaml.YAMLError, ValueError, TypeError):
        return None
json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
`;

function readByPyYaml(texts: readonly string[]): readonly Read[] {
  const options = { input: JSON.stringify(texts), encoding: "utf8", maxBuffer: 1 << 28 } as const;
  const { status, stdout, stderr } = spawnSync("/usr/bin/python3", ["-c", READER], options);
  assert.equal(status, 0, stderr);
  return (JSON.parse(stdout) as (Read | null)[]).map((read) => read ?? undefined);
}

/** A reason in place of the text when pictl refuses. */
function ours(make: () => string): { readonly text?: string; readonly reason?: string } {
  try {
    return { text: make() };
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string };
    assert.equal(code, "refused", message);
    return { reason: message };
  }
}

const mapping = (read: Read, what: string): { readonly [key: string]: Value } => {
  assert.ok(read, `PyYAML refuses: ${what}`);
  const { value } = read;
  assert.ok(value === null || (typeof value === "object" && !Array.isArray(value)), `no mapping: ${what}`);
  return (value ?? {}) as { readonly [key: string]: Value };
};

/** With our lines in it, cloud-init reads what it read before, plus our command first and the two flags. */
function assertMerged(before: Read, after: Read, what: string): void {
  const { bootcmd = null, ...old } = mapping(before, what);
  const { bootcmd: commands, ...others } = mapping(after, what);
  assert.ok(Array.isArray(commands), what);
  assert.deepEqual(commands, [START_COMMAND, ...((bootcmd ?? []) as readonly Value[])], what);
  assert.deepEqual(others, { ...old, preserve_hostname: true, manage_etc_hosts: false }, what);
}

const HEADER = "#cloud-config\n";

/** Accepted by PyYAML, so by us; a bracketed list at column 0 is a common form. */
const READ: readonly string[] = [
  "hostname: berry-4\npackages: [\navahi-daemon,\nvim,\nhtop\n]\nssh_pwauth: false\n",
  "packages: [\n# a remark\nvim\n]\nbootcmd: [\n[ echo,\nx ],\ny\n]\n",
  "users:\n- {name: ada,\ngroups: [sudo,\nadm]}\n- default\n",
  "a: \"b\nc\n\nd\"\nb: 'x\ny'\nc: 1\n",
  "a: it\n  'is so'\n  - and [so\nb: 1\n",
  "write_files:\n- path: /x\n  content: |\n    #!/bin/sh\n    \techo \"it's [\"\n- path: '/y\tz'\n  content: >-\n   a\n\n    b\n",
  "  hostname: a\n  runcmd:\n  - [ ls, -l ]\n",
  "a: yes\nb: 0644\nc: 1:30\nd: 2026-01-01\ne: ~\nf: !!str 1\n",
  "x: &x {a: 1}\ny: {<<: *x, b: 2}\n",
  "#\tremark\nhostname: a\n",
  "t: &t true\nmanage_etc_hosts: >-\n  localhost\npreserve_hostname: *t\nz: 1\n",
];

/** Refused by PyYAML, so by us too, naming the line. */
const REFUSED: readonly (readonly [line: number, text: string])[] = [
  [2, "hostname:\tattic\npackages:\t[vim]\n"],
  [2, "hostname: attic\t# c\n"],
  [3, "a: 1\nb: c\t\n"],
  [3, "a:\n\t- b\n"],
  [4, "a: [\nb,\n\tc ]\n"],
  [3, "a: |\n\tb\n"],
  [2, "a: b\0\n"],
  [3, "a: b\n# \x1b[0m\n"],
  [2, "a: \x7f\n"],
  [2, "a: !vault b\n"],
  [3, "a: &x 1\nb: &x 2\n"],
  [2, "a: =\n"],
  [2, "{a: 1}: b\n"],
];

test("what cloud-init reads is merged, and it reads the same and ours", () => {
  const texts = READ.map((text) => HEADER + text);
  const merged = texts.map((text) => ours(() => mergeUserData(text)));
  const reads = readByPyYaml([...texts, ...merged.map(({ text = "" }) => text)]);
  for (const [index, text] of texts.entries()) {
    assert.equal(merged[index]?.reason, undefined, text);
    assertMerged(reads[index], reads[texts.length + index], text);
  }
});

test("what cloud-init cannot read is refused, naming the line", () => {
  const texts = REFUSED.map(([, text]) => HEADER + text);
  const reads = readByPyYaml(texts);
  for (const [index, [line, text]] of REFUSED.entries()) {
    assert.equal(reads[index], undefined, `PyYAML reads ${JSON.stringify(text)}`);
    assert.match(ours(() => mergeUserData(HEADER + text)).reason ?? "", new RegExp(`: line ${line}\\b`), text);
  }
});

test("meta-data with our instance id is what it was to cloud-init, and so is the id", () => {
  const texts = [
    "instance-id: a\n",
    "  instance_id: x\n  dsmode: local\n",
    "instance-id: |\n  a\n  b\ndsmode: local\n",
    "instance-id:\ndsmode: local\n",
    "dsmode: local\nnetwork-interfaces: [\na\n]\n",
    "# nothing\n",
    "",
    "\ufeffinstance-id: a\n",
  ];
  const after = texts.map((text) => metaData(text, "0".repeat(32)));
  const reads = readByPyYaml([...texts, ...after]);
  for (const [index, text] of texts.entries()) {
    const now = mapping(reads[texts.length + index], text);
    assert.deepEqual(now, { ...mapping(reads[index], text), "instance-id": `rackberry-${"0".repeat(32)}` }, text);
  }
});

/** Fragments of YAML, valid and broken. */
const PIECES: readonly string[] = [
  ...[
    "a",
    "b: ",
    "c:",
    "- ",
    "-",
    "\n",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    "\n- ",
    "\n  - ",
    " ",
    "  ",
    "\t",
    "# x",
    "#",
    "'",
    '"',
  ],
  ...[
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    ": ",
    ":",
    "|",
    "|-\n  x\n   y",
    "> \n z",
    "&a ",
    "*a",
    "!t ",
    "!!str ",
    "? ",
    "x y",
  ],
  ...["it's", '"q\\n"', "'q'", "yes", "~", "<<: ", "=", "%", "@", "---\n", "...", "\\", "http://x", "a#b", "é", "\r\n"],
  ...["key: [a,\nb]\n", 'k: "a\nb"\n', "k: it\n  'is so\n", "k: {a: 1,\nb: 2}\n", "bootcmd:\n- a\n", "bootcmd: [x]\n"],
  ...["2001-01-01", "0o7", "1_0", "1:30"],
];

test("whatever a person may type: what we merge, cloud-init reads as before and with ours", () => {
  const roll = dice(14);
  const texts = Array.from({ length: 3000 }, () => {
    const pieces = Array.from({ length: 1 + roll(9) }, () => PIECES[roll(PIECES.length)]);
    return `${HEADER}${roll(2) ? "h: x\n" : ""}${pieces.join("")}${roll(2) ? "\nz: 1\n" : ""}`;
  });
  const merged = texts.flatMap((text) => {
    const { text: after } = ours(() => mergeUserData(text));
    return after === undefined ? [] : [{ text, after }];
  });
  const reads = readByPyYaml(merged.flatMap(({ text, after }) => [text, after]));
  for (const [index, { text }] of merged.entries())
    assertMerged(reads[2 * index], reads[2 * index + 1], JSON.stringify(text));
  assert.ok(merged.length > 200, `only ${merged.length} were merged`);
});
