/**
 * `make test`: what proves the story from blank cards to Ready nodes, in stages from fast to slow, each a reason not to
 * start the next. `make test ALL=1`, as in CI: also every way to a card, the packages' life, rollout and mirror.
 * `npm test -- unit rack` runs the named stages only. Ends with the line `N passed, N failed, N skipped`.
 */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { COMPILED, ROOT } from "./story/product.ts";

interface Stage {
  readonly name: string;
  readonly files: readonly string[];
  /** Files at once. One, if they boot Pis: two racks on two cores take longer than one after the other. */
  readonly concurrency: number;
  /** Minutes after which a test counts as hung, and as failed. No test asserts on its time. */
  readonly limit: number;
  /** Runs when all or its name is asked for. */
  readonly more?: true;
}

const STAGES: readonly Stage[] = [
  {
    name: "unit",
    files: ["packages/{*/src,packaging}/**/*.test.ts", "test/{story,bench,chaos,attack,demo,first-hour}/**/*.test.ts"],
    concurrency: 2,
    limit: 2,
  },
  { name: "contract", files: ["test/{contract,soak}/**/*.test.ts"], concurrency: 2, limit: 5 },
  { name: "rack", files: ["test/rack/**/*.test.ts"], concurrency: 1, limit: 15 },
  { name: "e2e", files: ["test/e2e/{10,20,25,40,41}-*.test.ts"], concurrency: 1, limit: 20 },
  { name: "cards", files: ["test/cards/**/*.test.ts"], concurrency: 1, limit: 10, more: true },
  { name: "packages", files: ["test/packages/**/*.test.ts"], concurrency: 1, limit: 15, more: true },
  { name: "stories", files: ["test/e2e/{30,35,45,46,50,60,70,80}-*.test.ts"], concurrency: 1, limit: 20, more: true },
  { name: "attack", files: ["test/e2e/90-attack.test.ts"], concurrency: 1, limit: 12, more: true },
];

const total = { passed: 0, failed: 0, skipped: 0 };
process.env.NODE_COMPILE_CACHE ??= COMPILED;
const named = process.argv.slice(2).filter((word) => word !== "all");
const all = process.argv.includes("all");
const wanted = ({ name, more }: Stage) => (named.length > 0 ? named.includes(name) : all || !more);
const unknown = named.filter((word) => !STAGES.some(({ name }) => name === word));
if (unknown.length > 0) throw new Error(`no such stage: ${unknown.join(", ")}`);

if (
  named.length === 0 &&
  spawnSync("npm", ["run", "--silent", "check"], { cwd: ROOT, stdio: "inherit" }).status !== 0
) {
  total.failed++;
}
for (const stage of STAGES) {
  if (total.failed > 0) break;
  if (!wanted(stage)) continue;
  await runStage(stage);
}
// A test that was switched off proves nothing, so it counts against the run.
process.exitCode = total.failed + total.skipped === 0 && total.passed > 0 ? 0 : 1;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);

async function runStage({ name, files, concurrency, limit }: Stage): Promise<void> {
  const started = performance.now();
  const found = globSync([...files], { cwd: ROOT }).sort();
  console.log(`\n== ${name}: ${found.length} files`);
  if (found.length === 0) {
    total.failed++;
    return;
  }
  const tests = run({ files: found.map((file) => `${ROOT}${file}`), concurrency, timeout: limit * 60_000, cwd: ROOT });
  tests.on("test:pass", ({ details, skip, todo }) => {
    if (details.type === "suite") return;
    if (skip === undefined && todo === undefined) total.passed++;
    else total.skipped++;
  });
  tests.on("test:fail", ({ details }) => {
    if (details.type !== "suite") total.failed++;
  });
  for await (const text of tests.compose(spec)) process.stdout.write(String(text));
  console.log(`== ${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
