import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { buildAll, buildBoardImage } from "./build/index.ts";
import { mtool } from "./card/boot-partition.ts";
import { programsIn } from "./cgroups.ts";
import { type Board, openRack, poll, type Rack } from "./index.ts";
import { run } from "./run.ts";
import { tracesOf } from "./testing/traces.ts";

/** Instead of a boot, what a Debian takes a minute for: the kernel starts one program of the initramfs. */
const ONLY = "console=serial0,115200 rdinit=/bin/busybox -- sh -c";
/** Without its watchdog a Pi can neither reboot nor switch itself off. */
const WATCHDOG = "/bin/busybox insmod /modules/bcm2835_wdt.ko";

const home = mkdtempSync(join(tmpdir(), "rack-board-"));
const image = join(home, "card.img");
let rack: Rack;
let board: Board;
const heard: string[] = [];

before(async () => {
  await run(["cp", "--sparse=always", await buildBoardImage(), image]);
  rack = await openRack({ name: "board", artifacts: await buildAll(), onLog: (line) => heard.push(line) });
  board = rack.newBoard({ name: "board", serial: "00000000abcd0003" });
  board.insert(image);
});
after(async () => {
  await rack?.close();
  rmSync(home, { recursive: true });
});

const came = async (what: string, ask: () => boolean) =>
  assert.ok(
    await poll(() => ask() || undefined, { timeoutMs: 120_000, everyMs: 200 }),
    `${what}: see ${board.console}`,
  );

test("a reboot reads the card anew, and a system that switches itself off stays off", async () => {
  await writeCommandLine("reboot -f");
  await board.plugIn();
  assert.ok(board.running);
  await came("it boots again", () => board.boots >= 2);
  await writeCommandLine("poweroff -f");
  await came("it is off", () => heard.includes("board: powered off"));
  assert.equal(board.running, false);
  const { boots } = board;
  await board.pullPlug();
  await board.plugIn();
  assert.equal(board.boots, boots + 1, "power was there all the time, so only the plug gives it again");
  await board.pullPlug();
});

test("it runs in the rack's cgroups, a pulled plug ends it at once, and a closed rack has nothing of it left", async () => {
  await writeCommandLine("sleep 1000");
  await board.plugIn();
  const programs = () => programsIn(`rackberry-${rack.id}/board`).map(({ name }) => name);
  assert.deepEqual(programs(), ["qemu-system-aar"]);
  await board.pullPlug();
  assert.deepEqual(programs(), []);
  assert.equal(board.running, false);
  await board.plugIn();
  await rack.close();
  assert.deepEqual(tracesOf(rack.id), []);
});

async function writeCommandLine(words: string): Promise<void> {
  const file = join(home, "cmdline.txt");
  writeFileSync(file, `${ONLY} "${WATCHDOG}; /bin/busybox ${words}"\n`);
  await mtool(image, "mcopy", ["-o", file, "::/cmdline.txt"]);
}
