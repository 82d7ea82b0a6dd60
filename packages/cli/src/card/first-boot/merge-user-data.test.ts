import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeUserData } from "./merge-user-data.ts";
import { readYamlMap } from "./yaml-map.ts";

/** Without our lines: what is left must be what was there. */
function withoutOurs(merged: string): string {
  return merged
    .replace(/^# rackberry: added by pictl card.*\r?\n/m, "")
    .replace(/^( *)- - sh\r?\n\1 {2}- -c\r?\n\1 {2}- \|\r?\n(?:\1 {4}.*(?:\r?\n|$))+/m, "")
    .replace(/\["sh", "-c", ".*?exit 1\\n"\](?:, )?/, "");
}

const OURS = "preserve_hostname: true\nmanage_etc_hosts: false\n";

const MERGED: readonly (readonly [story: string, text: string, rest: string])[] = [
  ["nothing", "", `#cloud-config\n${OURS}bootcmd:\n`],
  ["the header alone, its line not ended", "#cloud-config", `#cloud-config\n${OURS}bootcmd:\n`],
  ["comments, as on a fresh image", "#cloud-config\n\n# a\n#b: c\n", `#cloud-config\n${OURS}bootcmd:\n\n# a\n#b: c\n`],
  ["comments without the header", "# a\n", `#cloud-config\n${OURS}bootcmd:\n# a\n`],
  ["keys and comments", "#cloud-config\nhostname: a # b\n", `#cloud-config\n${OURS}bootcmd:\nhostname: a # b\n`],
  ["a marker of YAML's", "#cloud-config\n# a\n---\nb: c\n", `#cloud-config\n# a\n---\n${OURS}bootcmd:\nb: c\n`],
  [
    "flags that say otherwise",
    "#cloud-config\nmanage_etc_hosts: localhost # mine\npreserve_hostname:\nbootcmd:\n- a\n",
    "#cloud-config\nmanage_etc_hosts: false # mine\npreserve_hostname: true\nbootcmd:\n- a\n",
  ],
  [
    "commands, also indented ones",
    "#cloud-config\nbootcmd:\n  # mine\n  - exit 0\n  - [a, b]\nx: |\n  y",
    `#cloud-config\n${OURS}bootcmd:\n  # mine\n  - exit 0\n  - [a, b]\nx: |\n  y`,
  ],
  ["commands in brackets", "#cloud-config\nbootcmd: [ a, [b] ]\n", `#cloud-config\n${OURS}bootcmd: [ a, [b] ]\n`],
  [
    "a list in brackets whose lines begin at the left",
    "#cloud-config\npackages: [\nvim,\n# more\nhtop\n]\nssh_pwauth: false\n",
    `#cloud-config\n${OURS}bootcmd:\npackages: [\nvim,\n# more\nhtop\n]\nssh_pwauth: false\n`,
  ],
  [
    "commands in such brackets",
    "#cloud-config\nbootcmd: [\n[ a,\nb ],\nc\n]\n",
    `#cloud-config\n${OURS}bootcmd: [\n[ a,\nb ],\nc\n]\n`,
  ],
  [
    "a quoted text that goes on at the left",
    '#cloud-config\na: "b\nc\td"\nbootcmd:\n- x\n',
    `#cloud-config\n${OURS}a: "b\nc\td"\nbootcmd:\n- x\n`,
  ],
  [
    "tabs where they may be",
    "#cloud-config\n#\tremark\nwrite_files:\n- content: |\n    a\tb\n    \tc\n  path: '/x\ty'\n",
    `#cloud-config\n${OURS}bootcmd:\n#\tremark\nwrite_files:\n- content: |\n    a\tb\n    \tc\n  path: '/x\ty'\n`,
  ],
  [
    "flags over several lines, and by an alias",
    "#cloud-config\nx: &x true\nmanage_etc_hosts: |\n  template\npreserve_hostname: *x\nbootcmd:\n- a\n",
    "#cloud-config\nx: &x true\nmanage_etc_hosts: false\npreserve_hostname: true\nbootcmd:\n- a\n",
  ],
  ["no command yet", "#cloud-config\nbootcmd: # later\na: 1\n", `#cloud-config\n${OURS}bootcmd: # later\na: 1\n`],
];
for (const [story, text, rest] of MERGED) {
  test(`ours is added, all else stays: ${story}`, () => {
    const merged = mergeUserData(text);
    assert.equal(withoutOurs(merged).replace(/\n(?=\n?$)/, "\n"), rest);
    const { bootcmd, preserve_hostname, manage_etc_hosts } = readYamlMap(merged).values;
    assert.match((bootcmd as string[][])[0]?.[2] ?? "", /sh "\$boot\/rackberry\/install\.sh"\n/);
    assert.deepEqual([preserve_hostname, manage_etc_hosts], [true, false]);
    assert.equal(mergeUserData(merged), merged);
  });
}

test("Windows line ends stay, and ours are such too", () => {
  const merged = mergeUserData("#cloud-config\r\nhostname: a\r\nbootcmd:\r\n- b\r\n");
  assert.deepEqual(merged.match(/[^\r]\n/g), null);
  assert.equal(
    withoutOurs(merged),
    `#cloud-config\r\n${OURS.replaceAll("\n", "\r\n")}hostname: a\r\nbootcmd:\r\n- b\r\n`,
  );
});

test("keys that are indented stay so, and ours are too", () => {
  for (const text of ["#cloud-config\n  hostname: a\n  x: y\n", "#cloud-config\n  hostname: a\n  bootcmd:\n  x: 1\n"]) {
    const { values } = readYamlMap(mergeUserData(text));
    assert.deepEqual([values.hostname, values.preserve_hostname, (values.bootcmd as unknown[]).length], ["a", true, 1]);
    assert.equal(mergeUserData(mergeUserData(text)), mergeUserData(text));
  }
});

test("twenty thousand keys are read in no time that a person notices", () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `key${index}: x\n`).join("");
  assert.match(mergeUserData(`#cloud-config\n${keys}`), /rackberry\/install\.sh/);
  assert.throws(() => mergeUserData(`#cloud-config\n${"#".repeat(1024 * 1024)}`), /longer than 1024 KiB/);
});

test("a byte order mark goes: with it, cloud-init would read nothing", () => {
  assert.equal(mergeUserData("\ufeff#cloud-config\na: 1\n"), mergeUserData("#cloud-config\na: 1\n"));
});

test("an earlier version's command is replaced, not joined", () => {
  const old =
    "#cloud-config\n# Written by pictl card for the rack r.\npreserve_hostname: true\nmanage_etc_hosts: false\nbootcmd:\n- - sh\n  - -c\n  - |\n    for boot in /boot/firmware /boot; do\n      exec sh $boot/rackberry/install.sh\n    done\n- mine\n";
  const { bootcmd } = readYamlMap(mergeUserData(old)).values;
  assert.deepEqual([(bootcmd as unknown[]).length, (bootcmd as unknown[])[1]], [2, "mine"]);
  const earlier = JSON.stringify("for boot in /boot/firmware /boot; do\nsh /x/rackberry/install.sh\ndone");
  const { bootcmd: flow } = readYamlMap(mergeUserData(`#cloud-config\nbootcmd: [[sh, "-c", ${earlier}], b]\n`)).values;
  assert.deepEqual([(flow as unknown[]).length, (flow as unknown[])[1]], [2, "b"]);
});

test("a list of cloud-init's modules that has bootcmd, wherever, is a person's own matter", () => {
  for (const lists of [
    "cloud_init_modules: [seed_random, bootcmd]\n",
    "cloud_init_modules: [write-files]\ncloud_config_modules:\n- [bootcmd, always]\n",
    "cloud_config_modules: [runcmd]\n",
  ]) {
    assert.match(mergeUserData(`#cloud-config\n${lists}`), /rackberry\/install\.sh/);
  }
});

test("a person's command that names our file stays theirs", () => {
  for (const own of [
    ["sh", "-c", "echo rackberry/install.sh"],
    ["cat", "/boot/rackberry/install.sh"],
  ]) {
    const { bootcmd } = readYamlMap(mergeUserData(`#cloud-config\nbootcmd:\n- ${JSON.stringify(own)}\n`)).values;
    assert.deepEqual((bootcmd as unknown[]).slice(1), [own]);
  }
});

function bomb(): string {
  const lines = Array.from({ length: 9 }, (_, index) => `a${index}: &a${index} [${`*a${index - 1}, `.repeat(9)}]`);
  return `#cloud-config\n${["a0: &a0 [x]", ...lines.slice(1)].join("\n")}\n`;
}

const REFUSED: readonly (readonly [story: string, text: string, reason: RegExp])[] = [
  ["a script", "#!/bin/bash\necho\n", /it is a script/],
  ["a template", "## template: jinja\n#cloud-config\n", /Jinja template/],
  ["several parts", "Content-Type: multipart/mixed; boundary=x\nMIME-Version: 1.0\n", /several parts \(MIME\)/],
  ["a list of addresses", "#include\nhttp://x\n", /its type is #include/],
  ["an archive", "#cloud-config-archive\n- content: x\n", /its type is #cloud-config-archive/],
  ["keys without the header", "hostname: a\n", /does not begin with #cloud-config/],
  ["broken YAML, with its line", "#cloud-config\na: [\nb: 1\n", /line \d is not YAML/],
  [
    "a key twice",
    "#cloud-config\na: 1\na: 2\n",
    /line 3: the key a appears twice, and cloud-init would use only the last/,
  ],
  ["a key twice below another", "#cloud-config\na:\n  b: 1\n  b: 2\n", /line 4: the key b appears twice/],
  [
    "a tab after a colon",
    "#cloud-config\nhostname:\tattic\n",
    /line 2 cannot be read by cloud-init: it contains a tab/,
  ],
  [
    "a tab before a remark",
    "#cloud-config\nhostname: attic\t# c\n",
    /line 2 cannot be read by cloud-init: it contains a tab/,
  ],
  ["a tab at a line's end", "#cloud-config\na:\n- b\t\n", /line 3 cannot be read by cloud-init: it contains a tab/],
  ["a tab in a line of its own", "#cloud-config\n# a\n\t\n", /line 3 cannot be read by cloud-init: it contains a tab/],
  [
    "a tab in brackets",
    "#cloud-config\npackages: [\n\tvim ]\n",
    /line 3 cannot be read by cloud-init: it contains a tab/,
  ],
  ["NUL", "#cloud-config\na: b\0\n", /line 2 cannot be read by cloud-init: the character U\+0000 is in it/],
  ["a control character in a remark", "#cloud-config\n# \x1b\na: b\n", /line 2 .* the character U\+001B is in it/],
  [
    "line ends of old Macs",
    "#cloud-config\rhostname: a\r",
    /line 1 .* U\+000D is in it, which cloud-init treats as the end of a line/,
  ],
  [
    "a line end that nobody sees",
    "#cloud-config\n# a\u2028b: c\n",
    /line 2 .* U\+2028 is in it, which cloud-init treats as the end of a line/,
  ],
  ["a tag that cloud-init does not know", "#cloud-config\na: !secret b\n", /line 2 .* does not know that tag/],
  ["an anchor twice", "#cloud-config\na: &x 1\nb: &x 2\nc: *x\n", /line 3: the anchor &x is defined twice/],
  ["a list for a key", "#cloud-config\n[a]: b\n", /cloud-init accepts no list or mapping as a key/],
  ["a key that is marked as one", "#cloud-config\n? a\n: b\n", /line 2 .*write its key without the \? before it/],
  ["no key", "#cloud-config\n: b\n", /line 2: cloud-init requires a key before each colon/],
  ["a bomb of aliases", bomb(), /its aliases \(\*\) or merges \(<<\) cannot be followed/],
  [
    "a bootcmd that came by a merge",
    "#cloud-config\nx: &x\n  bootcmd: [a]\n<<: *x\n",
    /without changing its other content/,
  ],
  ["two documents", "#cloud-config\na: 1\n---\nb: 1\n", /line 3 begins a second document \(---\), because of which/],
  ["an end, and more after it", "#cloud-config\na: 1\n...\nb: 1\n", /line 4 begins a second document|not YAML/],
  ["a list", "#cloud-config\n- a\n", /not a list of keys and values/],
  ["braces", "#cloud-config\n{a: 1}\n", /in braces/],
  ["a bootcmd that is no list", "#cloud-config\nbootcmd: reboot\n", /bootcmd is not a list/],
  ["modules without the one that starts us", "#cloud-config\ncloud_init_modules:\n- write-files\n", /lack bootcmd/],
  ["a flag that is a list", "#cloud-config\nmanage_etc_hosts: [a]\n", /manage_etc_hosts is not a single value/],
  [
    "a bootcmd that is used elsewhere",
    "#cloud-config\nbootcmd: &x\n- a\nruncmd: *x\n",
    /without changing its other content/,
  ],
];
for (const [story, text, reason] of REFUSED) {
  test(`cannot be extended: ${story}`, () => {
    assert.throws(
      () => mergeUserData(text),
      (error: { code?: string; message: string }) => {
        assert.equal(error.code, "refused");
        assert.match(error.message, reason);
        return /^user-data cannot be extended: .*or remove it from the card$/.test(error.message);
      },
    );
  });
}
