/** docs/field-cases.md names existing tests: a case whose test was removed or renamed fails here. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const ROOT = join(import.meta.dirname, "../..");
const HANDED = "test/contract/handed-cards.test.ts";

const rows = readFileSync(join(ROOT, "docs/field-cases.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| (?:[KHM]\d+|low) \|/.test(line))
  .map((line) => line.slice(2, -2).split(" | "));

/** Names as a table on the page writes them: values that the test's table fills in become …. */
function namesIn(file: string): readonly string[] {
  const source = readFileSync(join(ROOT, file), "utf8");
  const named = [...source.matchAll(/\btest\(\s*(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`)/g)];
  return named.map(([, plain = "", template]) => template?.replace(/\$\{[^}]*\}/g, "…") ?? plain);
}

for (const cells of rows) {
  const [kind = "", what = ""] = cells;
  test(`${kind}, ${what}: its tests are there`, () => {
    const tests = (cells.at(-1) ?? "").split("<br>");
    for (const named of tests) {
      const [, file = "", name = ""] = /^`([^`]+)`: (.+)$/.exec(named) ?? [];
      assert.ok(existsSync(join(ROOT, file)), `${file} is not there`);
      assert.ok(namesIn(file).includes(name), `${file} has no test called: ${name}`);
      if (file === HANDED)
        assert.ok(readFileSync(join(ROOT, file), "utf8").includes(`"${what}"`), `${what} in ${file}`);
    }
  });
}

test("every kind has a row, and every case one", () => {
  const kinds = new Set(rows.map(([kind]) => kind));
  const all = { K: 14, H: 5, M: 19 };
  for (const [letter, count] of Object.entries(all)) {
    for (let number = 1; number <= count; number++) assert.ok(kinds.has(`${letter}${number}`), `${letter}${number}`);
  }
  const cases = rows.flatMap(([, what = ""]) => (/^\d+-/.test(what) ? [what] : []));
  assert.equal(new Set(cases).size, cases.length);
  assert.equal(cases.length, 76);
});
