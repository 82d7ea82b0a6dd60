import assert from "node:assert/strict";
import { chmodSync, mkdirSync } from "node:fs";
import { test } from "node:test";
import { temporaryFolder } from "../testing/folder.ts";
import { type MadeCard, readCards, recordCards } from "./card-list.ts";

const card = (letter: string, role: MadeCard["role"] = "worker"): MadeCard => ({
  id: letter.repeat(32),
  role,
  time: "2026-11-27T10:00:00.000Z",
  os: "Ubuntu 22.04 to 25.04",
});
const at = ({ path }: { readonly path: string }) => ({ directory: path, home: undefined });
const MASTER = card("a", "control-plane");
const NAMED = { ...card("b"), name: "cellar" };

test("cards are read as they were written down, in that order", async () => {
  using rack = temporaryFolder();
  assert.deepEqual(await readCards(rack.path), []);
  await recordCards(at(rack), [MASTER]);
  await recordCards(at(rack), [NAMED, card("c")]);
  assert.deepEqual(await readCards(rack.path), [MASTER, NAMED, card("c")]);
  assert.deepEqual(Object.keys(rack.files()), ["cards.json"]);
});

test("a card that was made anew, and a master's that is followed by another, are on the list no more", async () => {
  using rack = temporaryFolder();
  await recordCards(at(rack), [MASTER, NAMED]);
  await recordCards(at(rack), [card("c")], NAMED.id);
  assert.deepEqual(await readCards(rack.path), [MASTER, card("c")]);
  await recordCards(at(rack), [card("d", "control-plane")]);
  assert.deepEqual(await readCards(rack.path), [card("c"), card("d", "control-plane")]);
});

const DAMAGED: readonly (readonly [what: string, content: string, reason: RegExp])[] = [
  ["an empty file", "", /\(it is not JSON\): correct it/],
  ["a file that was cut", JSON.stringify([MASTER]).slice(0, 60), /JSON/],
  ["no list", "{}", /it is not a list/],
  ["a list of something else", "[1]", /a card has no role/],
  ["an id that is none", JSON.stringify([{ ...MASTER, id: "12" }]), /a card id \(32 hex digits\)/],
  ["a time that is none", JSON.stringify([{ ...MASTER, time: "noon" }]), /a card has no time/],
];
for (const [what, content, reason] of DAMAGED) {
  test(`a damaged list is told and left as it is: ${what}`, async () => {
    using rack = temporaryFolder();
    rack.write("cards.json", content);
    const told = { code: "invalid", message: /cards\.json is not the list of cards .*: correct it, or restore it/ };
    await assert.rejects(readCards(rack.path), told);
    await assert.rejects(readCards(rack.path), { message: reason });
    await assert.rejects(recordCards(at(rack), [NAMED]), {
      message: /^made \(card id b{32}\), but not recorded: /,
    });
    assert.deepEqual(rack.files(), { "cards.json": content });
  });
}

test("a list that cannot be replaced says which card it misses, and stays whole", async () => {
  using rack = temporaryFolder();
  await recordCards(at(rack), [MASTER]);
  const before = rack.read("cards.json");
  // Root may write everywhere, but nobody puts a file in the place of its draft.
  mkdirSync(`${rack.path}/cards.json.pictl-${process.pid}`);
  rack.write(`cards.json.pictl-${process.pid}/x`, "");
  chmodSync(`${rack.path}/cards.json.pictl-${process.pid}`, 0o500);
  await assert.rejects(recordCards(at(rack), [NAMED]), { message: /^made \(card id b{32}\), but not recorded/ });
  assert.equal(rack.read("cards.json"), before);
});
