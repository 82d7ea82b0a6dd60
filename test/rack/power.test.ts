import assert from "node:assert/strict";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Pi, poll, type Rack } from "./index.ts";
import { addressOf, bootId, shell, twoPis } from "./testing/two-pis.ts";

let rack: Rack;
let first: Pi;
let second: Pi;

before(async () => {
  ({ rack, first, second } = await twoPis("power test"));
});

after(() => rack?.close());

test("a pulled plug ends everything at once, and the card keeps what was on it, in another Pi too", async () => {
  await addressOf(first);
  await shell(
    first,
    "echo kept >/root/note; echo kept >/var/lib/note; echo kept >/boot/firmware/note; rm /etc/debian_version; sync",
  );
  const card = first.card;
  assert.ok(card);
  const running = first.exec(["sleep", "600"], { check: false });
  await first.pullPlug();
  assert.notEqual((await running).code, 0);
  assert.equal(first.running, false);
  assert.equal(await first.address(), undefined);
  await assert.rejects(first.exec(["true"]), /first is off/);
  assert.equal(await card.read("/root/note"), "kept\n");
  assert.equal(await card.read("/var/lib/note"), "kept\n");
  assert.equal(await card.read("/etc/debian_version"), undefined);
  assert.equal(await card.read("/boot/firmware/note"), "kept\n");

  await second.pullPlug();
  first.eject();
  const other = second.eject();
  second.insert(card);
  first.insert(other);
  await second.plugIn();
  await addressOf(second);
  assert.equal(await second.read("/root/note"), "kept\n");
  assert.equal(await second.read("/sys/firmware/devicetree/base/serial-number"), "10000000abcd0002\0");
});

test("a Pi that powers itself off stays off until its plug is pulled and put back", async () => {
  await first.plugIn();
  await addressOf(first);
  await first.exec(["systemctl", "poweroff"], { check: false });
  await poll(() => !first.running || undefined, { timeoutMs: 60_000 });
  const boots = first.boots;
  await first.plugIn();
  assert.equal(first.boots, boots);
  await first.pullPlug();
  await first.plugIn();
  assert.equal(first.boots, boots + 1);
  await addressOf(first);
});

test("reset boots anew from the same card", async () => {
  const before = await bootId(second);
  await second.pressReset();
  await addressOf(second);
  assert.notEqual(await bootId(second), before);
});

test("a write-protected boot partition refuses writes", async () => {
  const card = second.card;
  assert.ok(card);
  await second.pullPlug();
  card.bootReadOnly = true;
  await second.plugIn();
  const { code, stderr } = await second.exec(["touch", "/boot/firmware/x"], { check: false });
  assert.equal(code, 1);
  assert.match(stderr, /Read-only file system/);
  await addressOf(second);
});

test("a cloned card has everything of the first, the machine's id too", async () => {
  const id = await second.read("/etc/machine-id");
  await assert.rejects(second.card?.inReader(() => {}) ?? Promise.resolve(), /take it out first/);
  const card = second.card;
  assert.ok(card && id);
  await second.pullPlug();
  await card.inReader((folder) => appendFileSync(join(folder, "config.txt"), "# cloned\n"));
  const clone = await rack.copyCard(card, "clone");
  await clone.inReader((folder) => writeFileSync(join(folder, "only-here"), ""));
  assert.equal(await clone.read("/etc/machine-id"), id);
  assert.match((await clone.read("/boot/firmware/config.txt")) ?? "", /# cloned/);
  assert.equal(await card.read("/boot/firmware/only-here"), undefined);
});
