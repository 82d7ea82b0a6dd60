import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { cacheRoot } from "../build/cache.ts";
import { installHostPackages } from "../build/host-packages.ts";
import { makeImage } from "../build/image-file.ts";
import { runner } from "../build/tool.ts";
import { run } from "../run.ts";
import { type BootFolder, fillBootFolder, openBootFolder } from "./boot-folder.ts";
import { bootPartitionOffset, mtool, readBootFile } from "./boot-partition.ts";

const home = mkdtempSync(join(tmpdir(), "boot-folder-"));
const image = join(home, "card.img");
const stock = join(home, "stock");
const root = join(home, "root");
mkdirSync(join(stock, "current/overlays"), { recursive: true });
mkdirSync(join(stock, "empty"));
mkdirSync(root);
writeFileSync(join(stock, "config.txt"), "[all]\r\nos_prefix=current/\r\n");
writeFileSync(join(stock, "current/cmdline.txt"), "console=tty1 rootwait\n");
writeFileSync(join(stock, "current/overlays/a long name, with späces [1].dtbo"), randomBytes(70_000));
writeFileSync(join(stock, ".hidden"), "");
writeFileSync(join(stock, "kernel8.img"), randomBytes(300_001));

before(() => installHostPackages(cacheRoot(), () => {}));
beforeEach(async () => {
  const content = { boot: stock, root, bootLabel: "system-boot", rootLabel: "writable", diskId: "00c0ffee" };
  await makeImage(runner({ log: join(home, "log") }), image, content);
});
after(() => rmSync(home, { recursive: true }));

test("a filled folder has everything that is on the partition, byte for byte", async () => {
  assert.deepEqual(await onCard(), contentOf(stock));
});

test("what is added, changed, renamed and deleted in the folder is so on the partition, and the rest is as it was", async () => {
  const boot = await opened();
  const wanted = join(home, "wanted");
  cpSync(stock, wanted, { recursive: true });
  for (const folder of [boot.path, wanted]) {
    mkdirSync(join(folder, "rackberry [2]/master"), { recursive: true });
    writeFileSync(join(folder, "rackberry [2]/master/pi-agent.deb"), PACKAGE);
    writeFileSync(join(folder, "-o"), "an option that is none");
    writeFileSync(join(folder, "kernel8.img"), "shorter");
    renameSync(join(folder, "config.txt"), join(folder, "Config.TXT"));
    rmSync(join(folder, "current/overlays"), { recursive: true });
    rmSync(join(folder, "empty"), { recursive: true });
    writeFileSync(join(folder, "empty"), "a file where a folder was");
    rmSync(join(folder, ".hidden"));
    mkdirSync(join(folder, ".hidden"));
  }
  await boot.close();
  assert.deepEqual(await onCard(), contentOf(wanted));
});

test("a change that keeps size and time is seen", async () => {
  const boot = await opened();
  const path = join(boot.path, "current/cmdline.txt");
  const { atime, mtime } = statSync(path);
  writeFileSync(path, "console=tty2 rootwait\n");
  utimesSync(path, atime, mtime);
  await boot.close();
  assert.equal(readBootFile(image, "current/cmdline.txt"), "console=tty2 rootwait\n");
});

test("a folder in which nothing was changed leaves every byte of the image as it was", async () => {
  const before = join(home, "before.img");
  await run(["cp", "--sparse=always", image, before]);
  await (await opened()).close();
  await run(["cmp", image, before]);
});

test("one opens a partition at a time", async () => {
  const boot = await opened();
  await assert.rejects(openBootFolder(image, join(home, "another")), /take it out first/);
  await boot.close();
  await (await opened()).close();
});

test("what FAT cannot hold is refused by name", async () => {
  const linked = await opened();
  symlinkSync("config.txt", join(linked.path, "link"));
  await assert.rejects(linked.close(), /cannot hold link/);
  const twice = await opened();
  writeFileSync(join(twice.path, "CONFIG.txt"), "");
  await assert.rejects(twice.close(), /cannot hold both/);
  assert.deepEqual(await onCard(), contentOf(stock));
});

test("the firmware reads a file whatever the case of its name, and knows when there is none", () => {
  assert.equal(readBootFile(image, "CONFIG.TXT"), "[all]\r\nos_prefix=current/\r\n");
  assert.equal(readBootFile(image, "Current/CmdLine.txt"), "console=tty1 rootwait\n");
  assert.equal(readBootFile(image, "cmdline.txt"), undefined);
  assert.equal(readBootFile(image, "new/cmdline.txt"), undefined);
});

test("what has no FAT in front is no card", () => {
  const zeros = join(home, "zeros");
  writeFileSync(zeros, Buffer.alloc(1024));
  assert.throws(() => bootPartitionOffset(zeros), /no partition table/);
});

test("the labels and the signature are those that were asked for", async () => {
  assert.match(await mtool(image, "mlabel", ["-s"]), /system-boot/);
  const { stdout } = await run(["sfdisk", "--disk-id", image]);
  assert.equal(stdout.trim(), "0x00c0ffee");
});

const PACKAGE = randomBytes(1_000_000);

const opened = (): Promise<BootFolder> => openBootFolder(image, join(home, "boot"));

async function onCard(): Promise<Map<string, string>> {
  const folder = join(home, "again");
  await fillBootFolder(image, folder);
  return contentOf(folder);
}

/** Path to content, in hexadecimal digits; folders too. */
function contentOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length), entry.isDirectory() ? "folder" : readFileSync(path).toString("hex")] as const;
  });
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
