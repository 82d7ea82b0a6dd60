/** pictl card with readers that a test fills: which card is taken, whose it becomes, and what is written down. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { runPictl } from "../pictl.ts";
import { readCards } from "../rack/card-list.ts";
import type { CardReader } from "../reader/card-reader.ts";
import { rackDirectory } from "../testing/example-rack.ts";
import { bootPartition, type Folder } from "../testing/folder.ts";
import { RASPBERRY_PI_OS, UBUNTU, UBUNTU_FLAT } from "../testing/stock-cards.ts";

interface Wishes {
  readonly reader?: Partial<CardReader>;
  readonly signal?: AbortSignal;
}

async function card(rack: Folder, args: readonly string[], { reader, signal }: Wishes = {}) {
  const [printed, noted]: [string[], string[]] = [[], []];
  const unasked = () => Promise.reject(new Error("not part of this test"));
  const status = await runPictl(
    ["-C", rack.path, "card", ...(args.includes("--packages") ? [] : ["--packages", `${rack.path}/dist`]), ...args],
    {
      environment: {},
      now: () => Date.parse("2026-11-27T10:00:00Z"),
      terminal: false,
      columns: () => 100,
      print: (line) => printed.push(line),
      note: (line) => noted.push(line),
      signal: signal ?? new AbortController().signal,
      ...(reader && { reader: { folders: unasked, pause: unasked, eject: async () => true, ...reader } }),
    },
  );
  return { status, stdout: printed.join("\n"), stderr: noted.join("\n") };
}

const mounted = (...folders: readonly Folder[]) => ({ folders: async () => folders.map(({ path }) => path) });
const idOn = (boot: Folder): string => JSON.parse(boot.read("rackberry/card.json")).cardId;
const roles = async (rack: Folder) => (await readCards(rack.path)).map(({ role }) => role);

test("the first card is the master's and says so, those after it are nodes', and all are written down", async () => {
  using rack = await rackDirectory();
  using first = bootPartition(UBUNTU);
  using second = bootPartition(RASPBERRY_PI_OS);
  const { status, stdout, stderr } = await card(rack, [first.path]);
  assert.equal(status, 0);
  assert.match(stderr, /^rackberry has no master's card yet, so this becomes it/m);
  assert.match(stdout, /is now the card of the master of rackberry: unmount it/);
  assert.match(stderr, /^next: make another card \(pictl card\), or put the cards into the Pis, .* run pictl up$/m);
  assert.match((await card(rack, [second.path, "--name", "cellar"])).stdout, /is now the card of cellar of rackberry/);
  assert.deepEqual(
    [first, second].map((boot) => "rackberry/master/coordinator.key" in boot.files()),
    [true, false],
  );
  const time = "2026-11-27T10:00:00.000Z";
  const cards = await readCards(rack.path);
  assert.match(cards[0]?.mark ?? "", /^[0-9a-f]{16}$/);
  assert.deepEqual(cards, [
    { id: idOn(first), role: "control-plane", time, os: "Ubuntu 25.10 or later (A/B boot)", mark: cards[0]?.mark },
    { id: idOn(second), role: "worker", name: "cellar", time, os: "Raspberry Pi OS with cloud-init (trixie)" },
  ]);
});

test("a node's card is refused while a secret is another rack's than the master's card was made with", async () => {
  using rack = await rackDirectory();
  using other = await rackDirectory();
  using master = bootPartition(UBUNTU);
  using node = bootPartition(UBUNTU);
  assert.equal((await card(rack, [master.path])).status, 0);
  for (const name of ["rack.secret", "coordinator.key", "release.key"]) {
    const own = rack.read(`secrets/${name}`);
    rack.write(`secrets/${name}`, other.read(`secrets/${name}`));
    const { status, stderr } = await card(rack, [node.path]);
    assert.equal(status, 1, name);
    assert.match(stderr, /secrets\/ is not what the master's card was made with.*pictl card --master --again$/m);
    assert.deepEqual(node.files(), UBUNTU);
    rack.write(`secrets/${name}`, own);
  }
  assert.equal((await card(rack, [node.path])).status, 0);
});

test("a folder that is no boot partition is told before the packages are looked for", async () => {
  using rack = await rackDirectory();
  for (const more of [[], ["--dry-run"]]) {
    const { status, stderr } = await card(rack, [`${rack.path}/absent`, "--packages", "/nowhere", ...more]);
    assert.equal(status, 1);
    assert.match(stderr, /absent is not a folder: give the folder where the card's boot partition is mounted$/m);
  }
});

test("a second master's card is refused before anything is written, and made when it is meant", async () => {
  using rack = await rackDirectory();
  using first = bootPartition(UBUNTU);
  using second = bootPartition(UBUNTU);
  assert.equal((await card(rack, ["--master", first.path])).status, 0);
  const refused = await card(rack, ["--master", second.path]);
  assert.equal(refused.status, 1);
  assert.match(
    refused.stderr,
    new RegExp(`already has a master's card, ${idOn(first).slice(0, 8)} .*--master --again`),
  );
  assert.deepEqual(second.files(), UBUNTU);
  const again = await card(rack, ["--master", "--again", second.path]);
  assert.equal(again.status, 0);
  assert.match(again.stderr, /^warning: do not use the master's card .* any more/m);
  assert.deepEqual(
    (await readCards(rack.path)).map(({ id }) => id),
    [idOn(second)],
  );
});

test("a card that is made again is one card: the master's stays the master's without a word of force", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(UBUNTU);
  assert.equal((await card(rack, [boot.path])).status, 0);
  const before = idOn(boot);
  assert.equal((await card(rack, ["--master", boot.path])).status, 0);
  assert.notEqual(idOn(boot), before);
  assert.deepEqual(
    (await readCards(rack.path)).map(({ id, role }) => [id, role]),
    [[idOn(boot), "control-plane"]],
  );
});

test("a damaged list stops pictl before it writes to a card", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(UBUNTU);
  rack.write("cards.json", "[");
  const { status, stderr } = await card(rack, ["--worker", boot.path]);
  assert.equal(status, 1);
  assert.match(stderr, /cards\.json is not the list of cards/);
  assert.deepEqual([boot.files(), rack.read("cards.json")], [UBUNTU, "["]);
});

test("without a folder the one mounted card is taken, named and ejected", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(UBUNTU_FLAT);
  using stick = bootPartition({ "holiday.jpg": "x" });
  const ejected: string[] = [];
  const eject = async (folder: string) => ejected.push(folder) > 0;
  const { status, stdout, stderr } = await card(rack, [], { reader: { ...mounted(stick, boot), eject } });
  assert.equal(status, 0);
  assert.ok(stderr.includes(`found ${boot.path} (Ubuntu 22.04 to 25.04)`), stderr);
  assert.ok(stdout.endsWith("of rackberry: ejected: start a Pi with it"), stdout);
  assert.deepEqual(ejected, [boot.path]);
  assert.equal((await readCards(rack.path))[0]?.id, idOn(boot));
  const kept = await card(rack, ["--no-eject", boot.path], { reader: { eject } });
  assert.match(kept.stdout, /unmount it and start a Pi with it$/);
  assert.equal(ejected.length, 1);
});

test("a card that cannot be ejected is a card all the same", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(UBUNTU);
  const eject = () => Promise.reject(new AppError("refused", "umount: target is busy"));
  const { status, stdout, stderr } = await card(rack, [boot.path], { reader: { eject } });
  assert.equal(status, 0);
  assert.match(stderr, /was not ejected: umount: target is busy$/m);
  assert.match(stdout, /unmount it and start a Pi with it$/);
  assert.deepEqual(await roles(rack), ["control-plane"]);
});

test("of several cards one has to be named, and nothing is written", async () => {
  using rack = await rackDirectory();
  using one = bootPartition(UBUNTU);
  using other = bootPartition(RASPBERRY_PI_OS);
  const { status, stderr } = await card(rack, [], { reader: mounted(one, other) });
  assert.equal(status, 1);
  for (const { path } of [one, other]) assert.ok(stderr.includes(path), stderr);
  assert.match(stderr, /^pictl: several cards are mounted: .*: name the right one: pictl card \S+$/);
  assert.deepEqual([one.files(), other.files()], [UBUNTU, RASPBERRY_PI_OS]);
});

test("without a card it is said what to do, and why what is mounted is none", async () => {
  using rack = await rackDirectory();
  using done = bootPartition(UBUNTU);
  using old = bootPartition({ ...UBUNTU, "config.txt": "arm_64bit=0\n", "cmdline.txt": "root=LABEL=writable" });
  const none = await card(rack, [], { reader: mounted() });
  assert.equal(none.status, 1);
  assert.match(
    none.stderr,
    /^pictl: no freshly flashed card is mounted below \/media, .*pull it out and put it back in/,
  );
  assert.equal((await card(rack, [done.path])).status, 0);
  const { stderr } = await card(rack, [], { reader: mounted(done, old) });
  assert.ok(stderr.includes(`${done.path} is this rack's card ${idOn(done).slice(0, 8)}`), stderr);
  assert.match(stderr, /it is a 32-bit system/);
  assert.match(
    (await card(rack, [])).stderr,
    /^pictl: pictl finds cards only on Linux and macOS; on this system, name the folder/,
  );
});

/** A reader into which the next card is put at each look, the one before having been taken out. */
function handOver(cards: readonly (readonly Folder[])[], atEnd = () => {}) {
  let turn = 0;
  return {
    folders: async () => (cards[turn] ?? []).map(({ path }) => path),
    async pause(signal: AbortSignal) {
      turn++;
      if (turn >= cards.length) atEnd();
      signal.throwIfAborted();
    },
  };
}

test("a number makes so many cards as they come, the first the master's, and none of them twice", async () => {
  using rack = await rackDirectory();
  using first = bootPartition(UBUNTU);
  using second = bootPartition(RASPBERRY_PI_OS);
  using third = bootPartition(UBUNTU_FLAT);
  const labels = `${rack.path}/labels.html`;
  // The first one stays in for a while, then two are in at once.
  const reader = handOver([[], [first], [first], [second], [], [third, bootPartition(UBUNTU)], [third]]);
  const { status, stdout, stderr } = await card(rack, ["3", "--labels", labels], { reader });
  assert.match(stderr, /^next: put the cards into the Pis, plug them in, and run pictl up$/m);
  assert.equal(status, 0, stderr);
  assert.deepEqual(
    stdout.split("\n").map((line) => line.split(" (")[0]),
    [first, second, third].map(({ path }) => path),
  );
  for (const number of [1, 2, 3]) assert.match(stderr, new RegExp(`^card ${number} of 3: put .* into the reader`, "m"));
  assert.match(stderr, /^several cards are mounted: .*: leave only one of them in$/m);
  const list = await readCards(rack.path);
  assert.deepEqual(
    list.map(({ id, role }) => [id, role]),
    [
      [idOn(first), "control-plane"],
      [idOn(second), "worker"],
      [idOn(third), "worker"],
    ],
  );
  for (const { id } of list) assert.ok(rack.read("labels.html").includes(id.slice(0, 8)));
});

test("Ctrl-C while the next card is waited for keeps what was made", async () => {
  using rack = await rackDirectory();
  using only = bootPartition(UBUNTU);
  const stop = new AbortController();
  const reader = handOver([[only], [only], []], () => stop.abort());
  const { status, stderr } = await card(rack, ["4"], { reader, signal: stop.signal });
  assert.equal(status, 130);
  assert.match(stderr, /^1 of 4 cards were made; for the others: pictl card 3$/m);
  assert.deepEqual(
    (await readCards(rack.path)).map(({ id }) => id),
    [idOn(only)],
  );
});

test("a number is a folder where a folder has that name", async () => {
  using rack = await rackDirectory();
  using home = bootPartition(Object.fromEntries(Object.entries(UBUNTU).map(([name, text]) => [`4/${name}`, text])));
  const here = process.cwd();
  process.chdir(home.path);
  try {
    assert.match((await card(rack, ["4"])).stdout, /^4 \(Ubuntu 25\.10 or later/);
  } finally {
    process.chdir(here);
  }
  assert.deepEqual(await roles(rack), ["control-plane"]);
});
