/** The port BootFolder, on a folder and on a FAT file system in a file: the same story with the same end. */
import assert from "node:assert/strict";
import { basename } from "node:path";
import { before, test } from "node:test";
import { type BootFolder, bootFolder } from "../../packages/cli/src/card/boot-folder.ts";
import { fatBootFolder } from "../../packages/cli/src/image/fat-boot-folder.ts";
import { mtools } from "../../packages/cli/src/image/mtools.ts";
import { orderCard, rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import { bootPartition, type Folder, temporaryFolder } from "../../packages/cli/src/testing/folder.ts";
import { STOCK } from "../../packages/cli/src/testing/stock-cards.ts";
import { fatFile, filesOn, installTools, run } from "./stock-image.ts";

before(installTools);

const SOME = { "config.txt": "[all]\n", "overlays/README": "", "A Long Name.With.Dots": "long", "user-data": "old" };

const ADAPTERS: Readonly<
  Record<string, () => { folder: Folder; boot: BootFolder; files: () => Record<string, string> }>
> = {
  "a folder": () => {
    const folder = bootPartition(SOME);
    return { folder, boot: bootFolder(folder.path), files: () => folder.files() };
  },
  "a FAT file system": () => {
    const folder = temporaryFolder();
    const fat = fatFile(folder, SOME);
    return { folder, boot: fatOf(folder, fat), files: () => filesOn(fat) };
  },
};

function fatOf({ path }: Folder, fat: string): BootFolder {
  const { signal } = new AbortController();
  const place = { folder: path, file: basename(fat), shown: "the boot partition", signal };
  return fatBootFolder(mtools(place), place.shown);
}

for (const [name, make] of Object.entries(ADAPTERS)) {
  test(`${name}: absent is undefined, present is its content, and names have an order`, async () => {
    const { folder, boot } = make();
    using _ = folder;
    assert.equal(await boot.read("nothing"), undefined);
    await assert.rejects(boot.read("overlays"), { code: "refused" });
    assert.equal(await boot.read("nothing/at all"), undefined);
    assert.equal(await boot.list("nothing"), undefined);
    assert.equal(await boot.list("user-data"), undefined);
    assert.equal(await boot.read("A Long Name.With.Dots"), "long");
    assert.deepEqual(await boot.list(""), ["A Long Name.With.Dots", "config.txt", "overlays", "user-data"]);
    assert.deepEqual(await boot.list("overlays"), ["README"]);
    assert.ok((await boot.freeBytes()) > 1_000_000);
  });

  test(`${name}: files are made and replaced, folders made, renamed with all in them, and removed`, async () => {
    const { folder, boot, files } = make();
    using _ = folder;
    const binary = Uint8Array.from({ length: 100_000 }, (_, index) => index % 128);
    await boot.write("user-data", "new");
    await boot.write("user-data.before-rackberry", "old");
    await boot.makeFolder("rackberry.new");
    await boot.makeFolder("rackberry.new/master");
    await boot.write("rackberry.new/pi-agent.deb", binary);
    await boot.write("rackberry.new/master/rack.yaml", "");
    await boot.rename("rackberry.new", "rackberry");
    assert.deepEqual(await boot.list("rackberry"), ["master", "pi-agent.deb"]);
    assert.equal(await boot.list("rackberry.new"), undefined);
    await boot.write("draft", "renamed");
    await boot.rename("draft", "user-data");
    await boot.remove("overlays");
    await boot.remove("overlays");
    await boot.remove("config.txt");
    assert.deepEqual(files(), {
      "A Long Name.With.Dots": "long",
      "rackberry/master/rack.yaml": "",
      "rackberry/pi-agent.deb": Buffer.from(binary).toString(),
      "user-data": "renamed",
      "user-data.before-rackberry": "old",
    });
    await boot.remove("rackberry");
    assert.deepEqual(await boot.list(""), ["A Long Name.With.Dots", "user-data", "user-data.before-rackberry"]);
  });
}

for (const [os, files] of Object.entries(STOCK)) {
  test(`a card of ${os} is the same on a folder and on FAT, and the same when it is made again`, async () => {
    using rack = await rackDirectory();
    using folder = bootPartition(files);
    using place = temporaryFolder();
    const fat = fatFile(place, files);
    for (const master of [true, false]) {
      await orderCard(rack, bootFolder(folder.path), { master });
      await orderCard(rack, fatOf(place, fat), { master });
      assert.deepEqual(filesOn(fat), folder.files());
    }
  });
}

test("on FAT a name is found in any case, and keeps its own", async () => {
  using folder = temporaryFolder();
  const fat = fatFile(folder, { "CONFIG.TXT": "x", "Current/cmdline.txt": "y" });
  const boot = fatOf(folder, fat);
  assert.equal(await boot.read("config.txt"), "x");
  assert.equal(await boot.read("current/CMDLINE.TXT"), "y");
  await boot.remove("current");
  assert.deepEqual(await boot.list(""), ["CONFIG.TXT"]);
});

test("on FAT a read-only file is replaced and removed without a question", async () => {
  using folder = temporaryFolder();
  const fat = fatFile(folder, { "user-data": "a", "rackberry/card.json": "b" });
  for (const name of ["user-data", "rackberry/card.json"]) {
    run(["mattrib", "-i", fat, "+r", "+h", "+s", `::/${name}`]);
  }
  const boot = fatOf(folder, fat);
  await boot.write("user-data", "c");
  await boot.remove("rackberry");
  assert.deepEqual(filesOn(fat), { "user-data": "c" });
});

test("on FAT nothing is put into a folder that has a file's name, and no name is a pattern", async () => {
  using folder = temporaryFolder();
  const fat = fatFile(folder, { "user-data/x": "a", "b.txt": "b" });
  const boot = fatOf(folder, fat);
  await assert.rejects(boot.write("user-data", "c"), { code: "refused", message: /user-data is a folder/ });
  await boot.makeFolder("new");
  await assert.rejects(boot.rename("new", "user-data"), { code: "refused", message: /user-data is a folder/ });
  assert.equal(await boot.read("*.txt"), undefined);
  await assert.rejects(boot.write("*.txt", "c"), {
    code: "refused",
    message: /mtools cannot handle the name "\*\.txt"/,
  });
  assert.deepEqual(filesOn(fat), { "b.txt": "b", "user-data/x": "a" });
});
