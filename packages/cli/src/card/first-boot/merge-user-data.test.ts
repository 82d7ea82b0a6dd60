import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeUserData } from "./merge-user-data.ts";
import { readYamlMap } from "./yaml-map.ts";

/** Without our lines: what is left must be what was there. */
function withoutOurs(merged: string): string {
  return merged
    .replace(/^# rackberry: of pictl card.*\r?\n/m, "")
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

test("a byte order mark goes: with it, cloud-init would read nothing", () => {
  assert.equal(mergeUserData("\ufeff#cloud-config\na: 1\n"), mergeUserData("#cloud-config\na: 1\n"));
});

test("an earlier version's command is replaced, not joined", () => {
  const old =
    "#cloud-config\n# Written by pictl card for the rack r.\npreserve_hostname: true\nmanage_etc_hosts: false\nbootcmd:\n- - sh\n  - -c\n  - |\n    sh /boot/rackberry/install.sh\n- mine\n";
  const { bootcmd } = readYamlMap(mergeUserData(old)).values;
  assert.deepEqual([(bootcmd as unknown[]).length, (bootcmd as unknown[])[1]], [2, "mine"]);
  const { bootcmd: flow } = readYamlMap(
    mergeUserData('#cloud-config\nbootcmd: [[sh, "/x/rackberry/install.sh"], b]\n'),
  ).values;
  assert.deepEqual([(flow as unknown[]).length, (flow as unknown[])[1]], [2, "b"]);
});

const REFUSED: readonly (readonly [story: string, text: string, reason: RegExp])[] = [
  ["a script", "#!/bin/bash\necho\n", /it is a script/],
  ["a template", "## template: jinja\n#cloud-config\n", /template \(jinja\)/],
  ["several parts", "Content-Type: multipart/mixed; boundary=x\nMIME-Version: 1.0\n", /several parts \(MIME\)/],
  ["a list of addresses", "#include\nhttp://x\n", /of the kind #include/],
  ["an archive", "#cloud-config-archive\n- content: x\n", /of the kind #cloud-config-archive/],
  ["keys without the header", "hostname: a\n", /does not begin with #cloud-config/],
  ["broken YAML, with its line", "#cloud-config\na: [\nb: 1\n", /line \d is not YAML/],
  ["a key twice", "#cloud-config\na: 1\na: 2\n", /line 3 is not YAML: Map keys must be unique/],
  ["two documents", "#cloud-config\na: 1\n---\nb: 1\n", /not YAML/],
  ["a list", "#cloud-config\n- a\n", /not a list of keys and values/],
  ["braces", "#cloud-config\n{a: 1}\n", /in braces/],
  ["a bootcmd that is no list", "#cloud-config\nbootcmd: reboot\n", /bootcmd is no list/],
  ["a flag that is a list", "#cloud-config\nmanage_etc_hosts: [a]\n", /manage_etc_hosts is no single value/],
  [
    "a bootcmd that is used elsewhere",
    "#cloud-config\nbootcmd: &x\n- a\nruncmd: *x\n",
    /without changing what it says/,
  ],
];
for (const [story, text, reason] of REFUSED) {
  test(`cannot be merged: ${story}`, () => {
    assert.throws(
      () => mergeUserData(text),
      (error: { code?: string; message: string }) => {
        assert.equal(error.code, "refused");
        assert.match(error.message, reason);
        return /^user-data cannot be merged: .*or take it off the card$/.test(error.message);
      },
    );
  });
}
