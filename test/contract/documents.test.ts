/** The documents quote what the programs print. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { verbPages } from "../../packages/packaging/verb-pages.ts";

const ROOT = join(import.meta.dirname, "../..");

/** The programs' sources, with sentences that are split over several lines joined. */
const SOURCES = readdirSync(join(ROOT, "packages"), { recursive: true, encoding: "utf8" })
  .filter((path) => /^\w+\/src\/.*(?<!\.test)\.ts$/.test(path) && !path.includes("/gen/"))
  .map((path) => readFileSync(join(ROOT, "packages", path), "utf8").replace(/["`] \+\s+["`]/g, ""))
  .join("\n");

test("every sentence that troubleshooting.md quotes is one that a program says", () => {
  const lines = readFileSync(join(ROOT, "docs/troubleshooting.md"), "utf8").split("\n");
  const seen = lines.flatMap((line) => /^\| (.*?) \|/.exec(line)?.[1] ?? []);
  const quoted = seen.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, words = ""]) => words));
  assert.ok(quoted.length >= 20, `${quoted.length} are quoted`);
  for (const words of quoted) assert.ok(SOURCES.includes(words), words);
});

test("the pages of pictl's verbs are what its --help prints: npm run pages", () => {
  const folder = join(ROOT, "docs/pictl");
  const there = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]);
  assert.deepEqual(Object.fromEntries(there), verbPages());
});
