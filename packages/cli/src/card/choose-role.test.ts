import assert from "node:assert/strict";
import { test } from "node:test";
import type { MadeCard } from "../rack/card-list.ts";
import { chooseRole, laterWish, type RoleWish, roleWish } from "./choose-role.ts";

const NODE: MadeCard = { id: "b".repeat(32), role: "worker", time: "2026-11-27T10:00:00.000Z", os: "Ubuntu" };
const MASTER: MadeCard = { ...NODE, id: "a".repeat(32), role: "control-plane" };

const CASES: readonly (readonly [
  wish: RoleWish,
  others: readonly MadeCard[],
  role: MadeCard["role"],
  note: RegExp | undefined,
])[] = [
  ["either", [], "control-plane", /^attic has no master's card yet, so this becomes it/],
  ["either", [NODE], "control-plane", /has no master's card yet/],
  ["either", [MASTER], "worker", undefined],
  ["either", [NODE, MASTER], "worker", undefined],
  ["worker", [], "worker", undefined],
  ["worker", [MASTER], "worker", undefined],
  ["master", [], "control-plane", undefined],
  ["master", [NODE], "control-plane", undefined],
  ["master-again", [], "control-plane", undefined],
  [
    "master-again",
    [MASTER],
    "control-plane",
    /^warning: do not use the master's card aaaaaaaa \(made 2026-11-27, Ubuntu\) any more/,
  ],
];
for (const [wish, others, role, note] of CASES) {
  test(`${wish}, where ${others.map((card) => card.role).join(" and ") || "no card"} was made: ${role}`, () => {
    const chosen = chooseRole(wish, others, "attic");
    assert.equal(chosen.role, role);
    assert.equal(chosen.notes.length, note ? 1 : 0);
    if (note) assert.match(chosen.notes[0] ?? "", note);
  });
}

test("a second master's card is refused with the first one, and the way to make it all the same", () => {
  assert.throws(() => chooseRole("master", [NODE, MASTER], "attic"), {
    code: "refused",
    message: /^attic already has a master's card, aaaaaaaa \(made 2026-11-27, Ubuntu\), .*: .*use --master --again$/,
  });
});

test("of several cards only the first is the master's", () => {
  assert.deepEqual((["master", "master-again", "worker", "either"] as const).map(laterWish), [
    ...["worker", "worker", "worker", "either"],
  ]);
  assert.equal(roleWish({ master: true, again: true }), "master-again");
  assert.equal(roleWish({}), "either");
});
