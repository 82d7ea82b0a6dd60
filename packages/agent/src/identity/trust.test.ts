import assert from "node:assert/strict";
import { test } from "node:test";
import type { Card } from "./card.ts";
import { parseCard } from "./card.ts";
import { decideTrust, parseRemembered, type Remembered, type Trust } from "./trust.ts";

const ours = "a".repeat(64);
const theirs = "b".repeat(64);
const release = "d".repeat(64);
const one = "1".repeat(32);
const two = "2".repeat(32);
const secret = Buffer.alloc(32, 7);
const card = (fields: Partial<Card> = {}): Card => ({
  path: "/c",
  rack: "r",
  pin: ours,
  release,
  cardId: one,
  secret,
  ...fields,
});
const spent = card({ secret: undefined });
const memory = (fields: Partial<Remembered> = {}): Remembered => ({
  pin: ours,
  release,
  cardId: one,
  adopted: true,
  name: "node1",
  adoptedAt: 1,
  ...fields,
});

const table: [string, Card | undefined, Remembered | undefined, Partial<Trust>][] = [
  ["no card and no memory: nobody is obeyed", undefined, undefined, { kind: "pending" }],
  ["a card introduces a new Pi", card(), undefined, { kind: "new", pin: ours, release, secret, byPerson: false }],
  ["a card's name goes with it", card({ name: "cellar" }), undefined, { kind: "new", cardName: "cellar" }],
  [
    "and is said as long as its secret may be asked for",
    card({ name: "cellar" }),
    memory(),
    { kind: "adopted", cardName: "cellar", name: "node1" },
  ],
  ["a spent card says whose it was", spent, undefined, { kind: "new", pin: ours, secret: undefined }],
  [
    "an adoption is remembered without any card",
    undefined,
    memory(),
    { kind: "adopted", pin: ours, release, name: "node1" },
  ],
  ["an adoption is remembered with its spent card", spent, memory(), { kind: "adopted", secret: undefined }],
  ["killed before the secret was erased: adopted, with it", card(), memory(), { kind: "adopted", secret }],
  ["a fresh card of another rack wins", card({ pin: theirs, cardId: two }), memory(), { kind: "new", pin: theirs }],
  ["a fresh card of the same rack wins", card({ cardId: two }), memory(), { kind: "new", cardId: two, secret }],
  [
    "a spent card of another rack changes nothing",
    card({ pin: theirs, release: theirs, secret: undefined }),
    memory(),
    { kind: "adopted", release },
  ],
  [
    "a person named the pin",
    undefined,
    memory({ adopted: false, cardId: "" }),
    { kind: "new", pin: ours, release, byPerson: true },
  ],
  [
    "a card beats a pin typed earlier",
    card(),
    memory({ adopted: false, cardId: "", pin: theirs }),
    { byPerson: false },
  ],
];

for (const [name, onCard, remembered, expected] of table) {
  test(name, () => {
    const trust = decideTrust(onCard, remembered);
    for (const [field, value] of Object.entries(expected)) {
      assert.deepEqual((trust as unknown as Record<string, unknown>)[field], value, field);
    }
  });
}

test("a trust.json that cannot be understood is as none", () => {
  assert.deepEqual(parseRemembered(JSON.stringify(memory())), memory());
  for (const content of [undefined, "", "{", "null", "[]", '{"pin":"x"}', '{"pin":7,"adopted":true}']) {
    assert.equal(parseRemembered(content), undefined, content);
  }
});

test("a card is read strictly, and no error repeats its secret", () => {
  const good = { version: 1, rack: "r", pin: ours, release, cardId: one, cardSecret: secret.toString("hex") };
  assert.deepEqual(parseCard("/c", JSON.stringify(good)), card());
  assert.deepEqual(parseCard("/c", JSON.stringify({ ...good, name: "cellar" })), card({ name: "cellar" }));
  const bad = [
    { version: 2 },
    { name: "Cellar" },
    { name: "" },
    { rack: "-x" },
    { pin: "A".repeat(64) },
    { release: "d".repeat(63) },
    { cardId: "" },
    { cardSecret: `${good.cardSecret}0` },
  ];
  for (const fields of bad) {
    assert.throws(
      () => parseCard("/c", JSON.stringify({ ...good, ...fields })),
      (error: Error) => /^\/c: .*pictl card$/.test(error.message) && !error.message.includes(good.cardSecret),
    );
  }
  assert.throws(() => parseCard("/c", "{"), { code: "invalid" });
});
