import assert from "node:assert/strict";
import { test } from "node:test";
import { fitHelp } from "./fit-help.ts";
import { overview, verbHelp } from "./help.ts";
import { VERBS } from "./verbs/index.ts";

const TEXTS = [overview(VERBS), ...VERBS.map(verbHelp)];
const words = (text: string) => text.split(/\s+/);

test("at 80 columns every line of every help fits, and no word is lost", () => {
  for (const text of TEXTS) {
    const narrow = fitHelp(text, 80);
    assert.deepEqual(words(narrow), words(text));
    for (const line of narrow.split("\n")) assert.ok(line.length <= 80, line);
  }
});

test("where there is room nothing changes", () => {
  for (const text of TEXTS) assert.equal(fitHelp(text, Number.POSITIVE_INFINITY), text);
});

test("a description goes on below itself, a paragraph at the margin, an example further in", () => {
  const text = `Makes a rack of what is there already.
Whatever else is there stays.

Options
  --name NAME  the name of the Pi that it is put
               in, and nothing else
  --fits       yes

Examples
  pictl card --name node1 --worker --dry-run
  pictl card`;
  assert.equal(
    fitHelp(text, 32),
    `Makes a rack of what is there
already. Whatever else is there
stays.

Options
  --name NAME  the name of the
               Pi that it is put
               in, and nothing
               else
  --fits       yes

Examples
  pictl card --name node1
      --worker --dry-run
  pictl card`,
  );
});
