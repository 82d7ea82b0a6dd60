import assert from "node:assert/strict";
import { test } from "node:test";
import { quoted } from "./quoted.ts";

for (const [what, value, shown] of [
  [
    "letters of other languages stay",
    "küche 🍓 кухня",
    '"küche 🍓 кухня"'.replace("кухня", String.raw`\u043a\u0443\u0445\u043d\u044f`),
  ],
  ["a word in one script stays", "кухня", '"кухня"'],
  ["a Cyrillic a among Latin letters", "r\u0430ck", String.raw`"r\u0430ck"`],
  ["a no-break space", "a\u00a0b c", String.raw`"a\u00a0b c"`],
  ["a space without width", "rack\u200b", String.raw`"rack\u200b"`],
  ["a byte order mark", "\ufeffrack", String.raw`"\ufeffrack"`],
  ["what turns the direction", "a\u202eb", String.raw`"a\u202eb"`],
  ["full-width digits", "1.3６", String.raw`"1.3\uff16"`],
  ["what steers a terminal", "\u001b[2J\u009b1m", String.raw`"\u001b[2J\u009b1m"`],
  ["what says that there is more", "AAAA…", '"AAAA…"'],
  ["nothing", undefined, "nothing"],
] as const) {
  test(`what is not what it looks like is seen as such: ${what}`, () => assert.equal(quoted(value), shown));
}

test("a word without end is cut, and a letter that is cut through is seen", () => {
  assert.equal(quoted("x".repeat(1e6)).length, 80);
  assert.equal(quoted("🍓", 2), String.raw`"\ud83c`);
});
