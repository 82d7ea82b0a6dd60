import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { before, test } from "node:test";
import { debOf } from "../../packages/cli/src/testing/example-rack.ts";
import type { Folder } from "../../packages/cli/src/testing/folder.ts";
import { UBUNTU } from "../../packages/cli/src/testing/stock-cards.ts";
import { owner } from "./pictl.ts";
import { corruptFolder, FAT_START, installTools, overwrite, packed, run, stockImage } from "./stock-image.ts";

before(installTools);

type Make = (folder: Folder) => string;

/** Cuts the last third off. */
const cut = (path: string) => {
  truncateSync(path, Math.floor((readFileSync(path).length * 2) / 3));
  return path;
};
const written =
  (content: string | Uint8Array): Make =>
  (folder) => {
    writeFileSync(`${folder.path}/x.img`, content);
    return `${folder.path}/x.img`;
  };
const without = (name: keyof typeof UBUNTU) =>
  Object.fromEntries(Object.entries(UBUNTU).filter(([file]) => file !== name));

const BAD: readonly (readonly [story: string, make: Make, message: RegExp])[] = [
  ["no file", () => "nowhere.img", /nowhere\.img is not there/],
  ["a folder", (folder) => folder.path, /is not a file: give a stock image/],
  [
    "a pipe that nobody fills",
    (folder) => {
      run(["mkfifo", `${folder.path}/pipe`]);
      return "pipe";
    },
    /pipe is not a file: give a stock image/,
  ],
  ["an empty file", written(""), /is not an image of a card: it does not begin with a partition table/],
  ["a text", written("hello\n".repeat(1000)), /is not an image of a card: it does not begin with a partition table/],
  ["a zip archive", written("PK\x03\x04"), /is compressed with zip: decompress it first/],
  [
    "a cut image",
    (folder) => cut(stockImage(folder)),
    /is truncated: it has \d+ of at least \d+ bytes\. Download it again/,
  ],
  [
    "a cut .xz",
    (folder) => cut(packed(stockImage(folder), "xz")),
    /damaged or truncated: .*[Uu]nexpected end.*download it/,
  ],
  ["a cut .gz", (folder) => cut(packed(stockImage(folder), "gzip")), /damaged or truncated: .*unexpected end of file/],
  ["a cut .zst", (folder) => cut(packed(stockImage(folder), "zstd")), /damaged or truncated: .*(?:end|premature)/i],
  [
    "a cut image in a whole .xz",
    (folder) => packed(cut(stockImage(folder)), "xz"),
    /\.xz is truncated: it has \d+ of at least/,
  ],
  [
    "a .xz with a wrong byte",
    (folder) => {
      const path = packed(stockImage(folder), "xz");
      overwrite(path, 1_000_000, Uint8Array.of(1, 2, 3, 4));
      return path;
    },
    /damaged or truncated: .*[Cc]ompressed data is corrupt/,
  ],
  [
    "no FAT partition",
    (folder) => stockImage(folder, { boot: "83" }),
    /it has no FAT partition that a Pi could boot from/,
  ],
  // Most of it is still to be unpacked when it is refused.
  [
    "no FAT partition in a .xz",
    (folder) => packed(stockImage(folder, { boot: "83" }), "xz"),
    /it has no FAT partition/,
  ],
  [
    "a partition without FAT",
    (folder) => stockImage(folder, { fat: "none" }),
    /is not a FAT file system, or is damaged/,
  ],
  [
    "a GPT with a wrong byte",
    (folder) => {
      const path = stockImage(folder, { table: "gpt" });
      overwrite(path, 512 + 80, Uint8Array.of(7));
      return path;
    },
    /its GUID partition table has a header with a wrong checksum/,
  ],
  ["no Pi's boot partition", (folder) => stockImage(folder, { files: without("config.txt") }), /has no config\.txt/],
  [
    "a full boot partition",
    (folder) => {
      const path = stockImage(folder);
      run(["mcopy", "-i", `${path}@@${FAT_START}`, "-", "::/big"], Buffer.alloc(32 * 1024 * 1024));
      return path;
    },
    /has too little free space: \d+ MiB more are needed/,
  ],
  [
    "a folder that is noise",
    (folder) => corruptFolder(stockImage(folder), "noise"),
    /not a FAT .*, or is damaged: a folder contains invalid names/,
  ],
  [
    "a folder in itself",
    (folder) => corruptFolder(stockImage(folder), "itself"),
    /or is damaged: a folder contains itself/,
  ],
  ["a folder nowhere", (folder) => corruptFolder(stockImage(folder), "nowhere"), /or is damaged: .*Fat problem/],
];

for (const [story, make, message] of BAD) {
  test(`refused in one line, and nothing is left: ${story}`, async () => {
    using home = await owner();
    mkdirSync(`${home.folder.path}/out`);
    const image = make(home.folder);
    const { status, stdout, stderr } = await home.card(["--image", image, "--out", "out/card.img", "--count", "2"]);
    const complaint = stderr.trimEnd().split("\n").at(-1) ?? "";
    assert.match(complaint, /^pictl: /);
    assert.match(complaint, message);
    assert.deepEqual([status, stdout], [1, ""]);
    assert.deepEqual(readdirSync(`${home.folder.path}/out`), []);
  });
}

test("what is there is overwritten with --force only, and what is no file not at all", async () => {
  using home = await owner();
  const stock = stockImage(home.folder);
  home.folder.write("card-2.img", "mine");
  symlinkSync("card-2.img", `${home.folder.path}/link.img`);
  const batch = ["--image", stock, "--out", "card.img", "--count", "2"];
  const refused = await home.card(batch);
  assert.deepEqual([refused.status, refused.stdout], [1, ""]);
  assert.equal(refused.stderr, "pictl: card-2.img already exists: name another one, or use --force\n");
  const link = await home.card(["--image", stock, "--out", "link.img", "--force"]);
  assert.match(link.stderr, /^pictl: link\.img exists and is not a file: name another one\n$/);
  const null_ = await home.card(["--image", stock, "--out", "/dev/null", "--force"]);
  assert.match(null_.stderr, /^pictl: \/dev\/null exists and is not a file/);
  assert.equal(home.folder.read("card-2.img"), "mine");
  assert.equal((await home.card([...batch, "--force"])).status, 0);
  assert.equal(readFileSync(`${home.folder.path}/card-2.img`).length, readFileSync(stock).length);
});

test("labels never take the place of an image, of another file of a person's, or of the card's own", async () => {
  using home = await owner();
  const stock = stockImage(home.folder);
  mkdirSync(`${home.folder.path}/out`);
  symlinkSync("out", `${home.folder.path}/same`);
  home.folder.write("notes.html", "<html>mine</html>");
  const batch = ["--image", stock, "--out", "out/c.img", "--count", "2", "--force"];
  const taken: readonly (readonly [labels: string, status: number, message: RegExp])[] = [
    ["out/c-2.img", 2, /^pictl: --labels out\/c-2\.img is the image out\/c-2\.img: name another file/],
    ["same/c-1.img", 2, /is the image out\/c-1\.img/],
    [`${home.folder.path}/out/../out/c-1.img`, 2, /is the image out\/c-1\.img/],
    ["stock.img", 1, /^pictl: stock\.img exists and is not a sheet of labels/],
    ["notes.html", 1, /^pictl: notes\.html exists and is not a sheet of labels/],
    ["rack.yaml", 1, /^pictl: rack\.yaml exists and is not a sheet of labels/],
    ["nowhere/l.html", 1, /^pictl: \S+\/nowhere does not exist: make that folder first/],
  ];
  const before = home.folder.files();
  for (const [labels, status, message] of taken) {
    const called = await home.card([...batch, "--labels", labels]);
    assert.deepEqual([called.status, called.stdout], [status, ""], labels);
    assert.match(called.stderr, message);
  }
  assert.deepEqual(home.folder.files(), before);
  for (const _ of ["new", "again, over the sheet of before"]) {
    assert.equal((await home.card([...batch, "--labels", "out/labels.html"])).status, 0);
    assert.match(home.folder.read("out/labels.html"), /^<!doctype html>/);
  }
});

test("what a Pi cannot run, and what was never built, is said before anything is written", async () => {
  using home = await owner();
  const stock = stockImage(home.folder);
  home.folder.write("amd64/pi-agent_0.1.0_amd64.deb", debOf("pi-agent"));
  const foreign = await home.card(["--packages", "amd64", "--image", stock, "--out", "card.img"]);
  assert.match(foreign.stderr, /no pi-agent package for arm64, which a Pi needs \(only amd64\)/);
  const never = await home.card(["--packages", "never-built", "--image", stock, "--out", "card.img"]);
  assert.match(never.stderr, /never-built contains no packages: build them with npm run package, or name their folder/);
  assert.deepEqual([foreign.status, never.status, "card.img" in home.folder.files()], [1, 1, false]);
});

test("a place that may not grow: one line, nothing is left, and it can be repeated", async () => {
  using home = await owner();
  const stock = stockImage(home.folder);
  mkdirSync(`${home.folder.path}/out`);
  const args = ["--image", stock, "--out", "out/card.img"];
  // 512-byte blocks: the limit is below the end of the root file system.
  const small = await home.card(args, { wrapper: ["sh", "-c", 'ulimit -f 75000; exec "$@"', "sh"] });
  assert.equal(small.status, 1);
  assert.match(small.stderr, /^pictl: out\/card\.img may not grow so large/m);
  assert.deepEqual(readdirSync(`${home.folder.path}/out`), []);
  assert.equal((await home.card(args)).status, 0);
});

test("a full disk: one line, nothing is left", async () => {
  using home = await owner();
  const stock = stockImage(home.folder);
  mkdirSync(`${home.folder.path}/out`);
  // A separate disk, in a mount namespace that ends with pictl; ls prints what is on it at the end.
  const script = 'mount -t tmpfs -o size=2m tmpfs out; "$@"; code=$?; ls -A out >listing; exit $code';
  const wrapper = ["unshare", "--mount", "sh", "-c", script, "sh"];
  const { status, stderr } = await home.card(["--image", stock, "--out", "out/card.img"], { wrapper });
  assert.equal(status, 1);
  assert.match(stderr, /^pictl: out\/card\.img is full: free some space and run the command again$/m);
  assert.equal(home.folder.read("listing"), "");
});

test("Ctrl-C in the middle leaves nothing", async () => {
  using home = await owner();
  const stock = stockImage(home.folder);
  const out = `${home.folder.path}/out`;
  for (const moment of [/^\.pictl-/, /\.partial$/]) {
    mkdirSync(out, { recursive: true });
    const interruptWhen = () => readdirSync(out).some((name) => moment.test(name));
    const { status, stdout } = await home.card(["--image", packed(stock, "xz"), "--out", "out/card.img"], {
      interruptWhen,
    });
    assert.deepEqual([status, stdout], [130, ""]);
    assert.deepEqual(readdirSync(out), []);
  }
});

test("what a killed run left behind is overwritten, and a link in its place not followed", async () => {
  using home = await owner();
  const stock = stockImage(home.folder);
  home.folder.write("victim", "mine");
  symlinkSync("victim", `${home.folder.path}/card.img.partial`);
  assert.equal((await home.card(["--image", stock, "--out", "card.img"])).status, 0);
  assert.equal(home.folder.read("victim"), "mine");
  assert.equal(readdirSync(home.folder.path).includes("card.img.partial"), false);
});

test("a tool that is not installed is named, with the way to install it", async () => {
  using home = await owner();
  const stock = stockImage(home.folder);
  const image = packed(stock, "xz");
  copyFileSync(stock, `${home.folder.path}/other.img`);
  mkdirSync(`${home.folder.path}/bin`);
  const path = `${home.folder.path}/bin`;
  const xz = await home.card(["--image", image, "--out", "card.img"], { path });
  assert.match(
    xz.stderr,
    /^pictl: xz is required but not installed: sudo apt install xz-utils .* or brew install xz \(macOS\)$/m,
  );
  const mtools = await home.card(["--image", stock, "--out", "card.img"], { path });
  assert.match(
    mtools.stderr,
    /^pictl: mdir is required but not installed: sudo apt install mtools .* or brew install mtools/m,
  );
});
