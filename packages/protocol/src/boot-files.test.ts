import assert from "node:assert/strict";
import { test } from "node:test";
import { bootLines } from "./boot-files.ts";

const PI_4 = "Raspberry Pi 4 Model B Rev 1.4";
const PI_5 = "Raspberry Pi 5 Model B Rev 1.0";

type Files = Readonly<Record<string, string>>;

/** Names of the lines on a card that has all of `names`, besides config.txt and what it includes. */
async function lines(
  config: string,
  names: readonly string[],
  { model, more = {} }: { model?: string; more?: Files } = {},
) {
  const files: Files = {
    ...Object.fromEntries(names.map((name) => [name, `root=${name}`])),
    "config.txt": config,
    ...more,
  };
  const { live, staged } = await bootLines(async (path) => files[path], { model, serial: "10000000abcdef01" });
  return { live: [...live.keys()], staged: [...staged.keys()] };
}

const TOP = ["cmdline.txt"];

const ON_A_PI_4: readonly (readonly [
  story: string,
  config: string,
  there: readonly string[],
  live: readonly string[],
])[] = [
  ["an empty config.txt", "", TOP, TOP],
  ["Raspberry Pi OS", "dtparam=audio=on\n[cm4]\notg_mode=1\n[all]\n", TOP, TOP],
  ["a prefix", "[all]\nos_prefix=current/\n", ["current/cmdline.txt", ...TOP], ["current/cmdline.txt"]],
  ["a prefix with nothing below it", "os_prefix=current/\n", TOP, TOP],
  [
    "blanks around the equals sign, of which nobody knows",
    " os_prefix = a/ \r\n",
    ["a/cmdline.txt", ...TOP],
    ["a/cmdline.txt", ...TOP],
  ],
  ["a file of another name", "cmdline=nobtcmd.txt\n", ["nobtcmd.txt", ...TOP], ["nobtcmd.txt"]],
  ["a name from the top", "os_prefix=a/\ncmdline=/x.txt\n", ["a/x.txt", "x.txt"], ["x.txt"]],
  ["a filter that holds", "os_prefix=a/\n[pi4]\ncmdline=b.txt\n", ["a/b.txt", "b.txt"], ["a/b.txt"]],
  [
    "prefix and name below one filter",
    "[pi4]\nos_prefix=a/\ncmdline=b.txt\n",
    ["a/b.txt", "b.txt", ...TOP],
    ["a/b.txt"],
  ],
  ["a filter that does not hold", "[pi5]\nos_prefix=a/\n", ["a/cmdline.txt", ...TOP], TOP],
  ["the last word counts", "os_prefix=a/\nos_prefix=b/\n", ["a/cmdline.txt", "b/cmdline.txt"], ["b/cmdline.txt"]],
  [
    "never, and a comment",
    "[none]\nos_prefix=x/\n[all]\n#os_prefix=y/\n",
    ["x/cmdline.txt", "y/cmdline.txt", ...TOP],
    TOP,
  ],
  ["this serial number", "[0xabcdef01]\ncmdline=a.txt\n", ["a.txt", ...TOP], ["a.txt"]],
  ["another serial number", "[0x1234]\ncmdline=a.txt\n", ["a.txt", ...TOP], TOP],
  ["a pin that may be pulled", "[gpio4=1]\ncmdline=a.txt\n", ["a.txt", ...TOP], [...TOP, "a.txt"]],
  [
    "a pin in both of its states, one of which it has",
    "[gpio4=1]\ncmdline=a.txt\n[gpio4=0]\ncmdline=b.txt\n",
    ["a.txt", "b.txt", ...TOP],
    ["a.txt", "b.txt"],
  ],
  [
    "[none] and then a model, which may or may not take its place",
    "[none]\ncmdline=x.txt\n[pi4]\ncmdline=a.txt\n",
    ["a.txt", "x.txt", ...TOP],
    [...TOP, "a.txt"],
  ],
  ["a model and then [none]", "[pi4]\n[none]\ncmdline=x.txt\n", ["x.txt", ...TOP], TOP],
  ["a way out of the boot folder", "os_prefix=../etc/\n", TOP, TOP],
];
for (const [story, config, there, live] of ON_A_PI_4) {
  test(`the line of a Pi 4: ${story}`, async () => {
    assert.deepEqual((await lines(config, there, { model: PI_4 })).live, live);
  });
}

test("a card in the reader, for a Pi of whatever model: each has its line", async () => {
  const config =
    "[pi4]\nos_prefix=four/\ncmdline=a.txt\n[pi5]\ncmdline=five.txt\n[cm9]\ncmdline=nine.txt\n[pi1]\ncmdline=one.txt\n";
  const there = ["four/a.txt", "a.txt", "five.txt", "nine.txt", "one.txt", "cmdline.txt"];
  const { live } = await lines(config, there);
  assert.equal(live[0], "four/a.txt");
  assert.deepEqual([...live].sort(), ["cmdline.txt", "five.txt", "four/a.txt", "nine.txt"]);
  assert.deepEqual((await lines(config, there, { model: PI_5 })).live, ["five.txt"]);
  assert.deepEqual((await lines(config, ["five.txt", "four/a.txt"])).live, ["four/a.txt", "five.txt"]);
});

test("what waits for an update: Ubuntu's new/, tryboot.txt, and [tryboot]", async () => {
  const there = ["current/cmdline.txt", "new/cmdline.txt", "next.txt"];
  const staged = "[all]\nos_prefix=current/\n[tryboot]\nos_prefix=new/\n";
  assert.deepEqual(await lines(staged, there), { live: ["current/cmdline.txt"], staged: ["new/cmdline.txt"] });
  const tryboot = { "tryboot.txt": "cmdline=next.txt\n" };
  assert.deepEqual((await lines("os_prefix=current/", there, { more: tryboot })).staged, [
    "new/cmdline.txt",
    "next.txt",
  ]);
});

test("include is followed where it stands: nested, with a prefix, under a filter, by any number of them", async () => {
  const there = ["mine.txt", "a/mine.txt", ...TOP];
  const nested = { "a.txt": "include b.txt\n", "b.txt": "cmdline=mine.txt\n" };
  assert.deepEqual((await lines("include a.txt\n", there, { more: nested })).live, ["mine.txt"]);
  assert.deepEqual((await lines("os_prefix=a/\ninclude a.txt\n", there, { more: nested })).live, ["a/mine.txt"]);
  assert.deepEqual((await lines("include a.txt\ncmdline=cmdline.txt\n", there, { more: nested })).live, TOP);
  // The filters of what is not included never begin.
  const filtered = { "a.txt": "[all]\ncmdline=mine.txt\n" };
  assert.deepEqual((await lines("[none]\ninclude a.txt\n", there, { more: filtered })).live, TOP);
  assert.deepEqual((await lines("[pi5]\ninclude a.txt\n", there, { more: filtered, model: PI_5 })).live, ["mine.txt"]);
  assert.deepEqual((await lines("[pi5]\ninclude /a.txt\n", there, { more: filtered })).live, [
    "cmdline.txt",
    "mine.txt",
  ]);
  assert.deepEqual((await lines("include none.txt\n", there)).live, TOP);
  const outside = { "../a.txt": "cmdline=mine.txt\n" };
  assert.deepEqual((await lines("include ../a.txt\n", there, { more: outside })).live, TOP);
});

test("a model's number is a filter of the model: it takes the place of a name, and a name of it", async () => {
  const there = ["a.txt", "five.txt", ...TOP];
  const number = "[board-type=0x14]\ncmdline=a.txt\n";
  assert.deepEqual((await lines(`[pi5]\ngpu_mem=16\n${number}`, there, { model: PI_4 })).live, [...TOP, "a.txt"]);
  assert.deepEqual((await lines(`${number}[pi5]\ncmdline=five.txt\n`, there, { model: PI_5 })).live, ["five.txt"]);
  assert.deepEqual((await lines(number, there)).live, [...TOP, "a.txt"]);
});

for (const [model, section] of [
  ["Raspberry Pi Compute Module 3 Plus Rev 1.0", "cm3+"],
  ["Raspberry Pi 3 Model A Plus Rev 1.0", "pi3+"],
  ["Raspberry Pi Compute Module 5 Lite Rev 1.0", "cm5"],
  ["Raspberry Pi Compute Module 4S Rev 1.0", "cm4s"],
  ["Raspberry Pi 500 Rev 1.0", "pi500"],
  ["Raspberry Pi Zero 2 W Rev 1.0", "pi02"],
] as const) {
  test(`the filter of a model holds on it: ${model}`, async () => {
    assert.deepEqual((await lines(`[${section}]\ncmdline=a.txt\n`, ["a.txt", ...TOP], { model })).live, ["a.txt"]);
  });
}

test("includes that never end do", async () => {
  const loop = { "a.txt": "include a.txt\ninclude config.txt\ncmdline=mine.txt\n" };
  assert.deepEqual((await lines("include a.txt\n", ["mine.txt", ...TOP], { more: loop })).live, ["mine.txt"]);
  const many = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`${index}.txt`, `include ${index + 1}.txt`]),
  );
  await assert.rejects(lines("include 0.txt\n", TOP, { more: many }), {
    code: "refused",
    message: /more than 64 files/,
  });
  const bomb = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`${index}.txt`, `include ${index + 1}.txt\n`.repeat(100)]),
  );
  await assert.rejects(lines("include 0.txt\n", TOP, { more: bomb }), {
    code: "refused",
    message: /more than 5000 lines/,
  });
});

test("names in any encoding are the names on the card, and what leads nowhere is told", async () => {
  const bytes = (text: string) => Buffer.from(text).toString("latin1");
  assert.deepEqual((await lines(bytes("cmdline=küche.txt\n# K\u00fcche"), ["küche.txt"])).live, ["küche.txt"]);
  for (const name of ["../x.txt", "", "a/"]) {
    assert.deepEqual(
      (await bootLines(async (path) => (path === "config.txt" ? `cmdline=${name}\n` : undefined))).astray,
      [name],
    );
  }
});

test("settings are those of the likeliest Pi", async () => {
  const read = async (path: string) =>
    ({ "config.txt": "arm_64bit=1\n[pi2]\narm_64bit=0\n[none]\narm_64bit=0\n" })[path];
  assert.equal((await bootLines(read)).settings.get("arm_64bit"), "1");
});
