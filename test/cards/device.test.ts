/** --device on loop devices. They are not cards, so the tests report what lsblk prints for a card in a reader. */
import assert from "node:assert/strict";
import { closeSync, mkdirSync, openSync, readSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { before, test } from "node:test";
import { newCardId } from "@rackberry/protocol";
import type { DeviceFacts, ReadDevice } from "../../packages/cli/src/image/device-facts.ts";
import { deviceTarget } from "../../packages/cli/src/image/device-target.ts";
import { imageWish } from "../../packages/cli/src/image/image-wish.ts";
import { lsblk } from "../../packages/cli/src/image/lsblk.ts";
import { cardOrder, rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import type { Folder } from "../../packages/cli/src/testing/folder.ts";
import { cardsFromImage } from "../../packages/cli/src/verbs/card-image.ts";
import { rowOfCards } from "../../packages/cli/src/verbs/card-row.ts";
import { owner } from "./pictl.ts";
import { besidesBoot, bootFiles, installTools, run, stockImage } from "./stock-image.ts";

before(installTools);

const CARD_BYTES = 2_100_000_000;

interface Loop extends Disposable {
  readonly path: string;
  readonly name: string;
}

/** An empty device, in `folder`. */
function loop(folder: Folder, { name = "card", options = [] as string[] } = {}): Loop {
  const file = `${folder.path}/${name}`;
  writeFileSync(file, "");
  truncateSync(file, CARD_BYTES);
  const path = run(["losetup", "--find", "--show", ...options, file])
    .toString()
    .trim();
  return {
    path,
    name: path.replace("/dev/", ""),
    [Symbol.dispose]: () => void run(["losetup", "--detach", path]),
  };
}

/** lsblk's answer, changed to a removable disk. */
const asCard: ReadDevice = async (path) => {
  const facts = await lsblk(path);
  return facts && { ...facts, type: "disk", removable: true };
};

interface Asked {
  readonly answer?: string;
  readonly readDevice?: ReadDevice;
  /** Called before the written data is read back. */
  readonly between?: (stop: AbortController) => void;
}

async function write(folder: Folder, device: string, { answer, readDevice = asCard, between }: Asked) {
  const stop = new AbortController();
  const noted: string[] = [];
  const note = (line: string) => {
    noted.push(line);
    if (line.startsWith("writing: ")) between?.(stop);
  };
  const orders = { rack: "rackberry", order: () => cardOrder(folder, { cardId: newCardId() }) };
  const context = {
    ...{ directory: folder.path, coordinator: "", terminal: false, columns: () => 100, note, signal: stop.signal },
    environment: {},
    now: Date.now,
    print: note,
    ask: answer === undefined ? undefined : async () => answer,
  };
  const wish = imageWish({ image: `${folder.path}/stock.img`, device });
  assert.ok(wish);
  await cardsFromImage(context, orders, { wish, role: "worker", labels: undefined, force: false, readDevice });
  return noted;
}

function head(path: string): Buffer {
  const [file, block] = [openSync(path, "r"), Buffer.alloc(512)];
  readSync(file, block, 0, 512, 0);
  closeSync(file);
  return block;
}

const EMPTY = Buffer.alloc(512);

test("a card is written, read back and compared once its name was typed", async () => {
  using folder = await rackDirectory();
  const stock = stockImage(folder);
  using card = loop(folder);
  const noted = await write(folder, card.path, { answer: card.name });
  assert.match(noted.join("\n"), new RegExp(`^/dev/${card.name}: unknown model, 2\\.10 GB, without partitions$`, "m"));
  assert.match(noted.join("\n"), /is now the card of a node of rackberry/);
  assert.match(noted.at(-1) ?? "", /41\.9 MB, read back and compared/);
  run(["dd", `if=${card.path}`, `of=${folder.path}/copy.img`, "bs=1M", "count=40", "status=none"]);
  assert.equal(besidesBoot(`${folder.path}/copy.img`), besidesBoot(stock));
  assert.ok(bootFiles(`${folder.path}/copy.img`)["rackberry/card.json"]);
});

test("without the right name nothing is written", async () => {
  using folder = await rackDirectory();
  stockImage(folder);
  using card = loop(folder);
  const lost = { code: "refused", message: /would be lost: confirm with --yes-i-mean loop\d+/ };
  await assert.rejects(write(folder, card.path, {}), lost);
  await assert.rejects(write(folder, card.path, { answer: "yes" }), {
    message: '"yes" is not '.concat(`${card.name}: nothing was done`),
  });
  let reads = 0;
  const swapped: ReadDevice = async (path) => {
    const facts = await asCard(path);
    return facts && { ...facts, serial: `${reads++}` };
  };
  const another = { message: /is not the same device as a moment ago/ };
  await assert.rejects(write(folder, card.path, { answer: card.name, readDevice: swapped }), another);
  assert.deepEqual(head(card.path), EMPTY);
});

test("a disk that is no card is refused with every reason, and what is no disk, too", async () => {
  using home = await owner();
  const stock = stockImage(home.folder);
  using card = loop(home.folder);
  const given = (device: string) => home.card(["--image", stock, "--device", device, "--yes-i-mean", card.name]);
  const asLoop = await given(card.path);
  assert.deepEqual(asLoop, {
    status: 1,
    stdout: "",
    stderr: `pictl: ${card.path} cannot be used: it is not a disk (its type is loop)\n`,
  });
  assert.match(
    (await given("/dev/null")).stderr,
    /^pictl: \/dev\/null is not a block device: lsblk \(on a Mac, diskutil list\) lists them/,
  );
  assert.match((await given(stock)).stderr, /is not a block device/);
  assert.deepEqual(head(card.path), EMPTY);
});

test("a mounted card is refused by us, and by the kernel should we not have seen it", async () => {
  using folder = await rackDirectory();
  stockImage(folder);
  using card = loop(folder);
  mkdirSync(`${folder.path}/mount`);
  run(["mkfs.ext4", "-q", card.path]);
  run(["mount", card.path, `${folder.path}/mount`]);
  try {
    const seen = { code: "refused", message: /cannot be used: it is mounted at .*\/mount: umount \/dev\/loop/ };
    await assert.rejects(write(folder, card.path, { answer: card.name }), seen);
    const blind: ReadDevice = async (path) => {
      const facts = await asCard(path);
      return facts && { ...facts, mounts: [] };
    };
    const busy = {
      code: "refused",
      message: `${card.path} is in use: unmount it or close what uses it, and run the command again`,
    };
    await assert.rejects(write(folder, card.path, { answer: card.name, readDevice: blind }), busy);
  } finally {
    run(["umount", `${folder.path}/mount`]);
  }
  run(["e2fsck", "-fn", card.path]);
});

test("a write-protected card is refused", async () => {
  using folder = await rackDirectory();
  stockImage(folder);
  using card = loop(folder, { options: ["--read-only"] });
  const locked = { code: "refused", message: /cannot be used: it is write-protected: move the card's switch/ };
  await assert.rejects(write(folder, card.path, { answer: card.name }), locked);
});

test("a card that was begun and not ended has no partition table, and can be written again", async () => {
  using folder = await rackDirectory();
  stockImage(folder);
  using card = loop(folder);
  const interrupted = write(folder, card.path, { answer: card.name, between: (stop) => stop.abort() });
  await assert.rejects(interrupted, { message: /aborted/ });
  assert.deepEqual(head(card.path), EMPTY);
  assert.match((await write(folder, card.path, { answer: card.name })).at(-1) ?? "", /read back and compared/);
});

test("a card that does not keep what was written is found out", async () => {
  using folder = await rackDirectory();
  stockImage(folder);
  using card = loop(folder);
  const spoil = () => {
    const file = openSync(card.path, "r+");
    writeSync(file, Buffer.from([1, 2, 3]), 0, 3, 39_000_000);
    closeSync(file);
  };
  const worn = {
    code: "refused",
    message: /differs from what was written, between bytes \d+ and \d+: it may be worn out/,
  };
  await assert.rejects(write(folder, card.path, { answer: card.name, between: spoil }), worn);
  assert.deepEqual(head(card.path), EMPTY);
});

test("a card that fails while it is written is named", async () => {
  using folder = await rackDirectory();
  stockImage(folder);
  mkdirSync(`${folder.path}/small`);
  run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", `${folder.path}/small`]);
  try {
    // Data written here is lost, as on a card with worn cells.
    using card = loop(folder, { name: "small/card" });
    const failed = { code: "refused", message: new RegExp(`^${card.path} (?:has an input/output error|is full)`) };
    await assert.rejects(write(folder, card.path, { answer: card.name }), failed);
  } finally {
    run(["umount", "--lazy", `${folder.path}/small`]);
  }
});

test("a card that is too small is refused before the first write", async () => {
  const small = deviceTarget("/dev/null", { bytes: 4_000_000_000, needed: 5_000_000_000 }, () => {});
  await assert.rejects(small, {
    code: "refused",
    message: /is too small: it has 4\.00 GB, and the image needs 5\.00 GB/,
  });
});

test("several cards are written one after the other in the same reader, and none of them twice", async () => {
  using folder = await rackDirectory();
  stockImage(folder);
  using card = loop(folder);
  const ids: unknown[] = [];
  const noted: string[] = [];
  /** The reader's content from each pause on: the old card, none, one mounted by the desktop, a new one. */
  const shown: readonly Partial<DeviceFacts>[] = [{}, {}, { bytes: 0 }, { mounts: ["/media/ada/bootfs"] }, {}];
  let look = 0;
  const readDevice: ReadDevice = async (path) => {
    const facts = await asCard(path);
    return facts && { ...facts, ...shown[look] };
  };
  const idOn = () => {
    run(["dd", `if=${card.path}`, `of=${folder.path}/copy.img`, "bs=1M", "count=40", "status=none"]);
    return JSON.parse(bootFiles(`${folder.path}/copy.img`)["rackberry/card.json"] ?? "").cardId;
  };
  const pause = async () => {
    look += 1;
    // Still the first card.
    if (look === 1) assert.equal(idOn(), ids[0]);
  };
  const context = {
    ...{ directory: folder.path, coordinator: "", terminal: false, columns: () => 100, now: Date.now },
    ...{ note: (line: string) => void noted.push(line), print: (line: string) => void noted.push(line) },
    ...{ environment: {}, signal: new AbortController().signal, ask: async () => card.name },
    reader: { folders: async () => [], eject: async () => false, pause },
  };
  const wish = imageWish({ image: `${folder.path}/stock.img`, device: card.path }, 2);
  assert.ok(wish?.to === "device");
  const orders = { rack: "rackberry", order: () => cardOrder(folder, { cardId: newCardId() }) };
  const row = rowOfCards(context, orders, { wish, role: "worker", labels: undefined, force: false, readDevice });
  for await (const { cardId } of row) {
    ids.push(cardId);
    assert.equal(idOn(), cardId);
  }
  assert.deepEqual([ids.length, new Set(ids).size, look], [2, 2, shown.length - 1]);
  const asked = noted.filter((line) => /^card 2 of 2: take out the card that is in/.test(line));
  const mounted = noted.filter((line) => /cannot be used yet: it is mounted at \/media\/ada\/bootfs/.test(line));
  assert.deepEqual([asked.length, mounted.length], [1, 1]);
});
