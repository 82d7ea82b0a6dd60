/**
 * `make test`: everything that proves the product, in stages from fast to slow, each a reason not to start the next.
 * `npm test -- unit rack` runs the named stages only. Ends with the line `N passed, N failed, N skipped`.
 */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

interface Stage {
  readonly name: string;
  readonly files: readonly string[];
  /** Files at once: the rack's tests share two cores with whole clusters. */
  readonly concurrency: number;
  /** Minutes after which a test counts as hung, and as failed. No test asserts on its time. */
  readonly limit: number;
}

const STAGES: readonly Stage[] = [
  {
    name: "unit",
    files: ["packages/{*/src,packaging}/**/*.test.ts", "test/{story,bench}/**/*.test.ts"],
    concurrency: 2,
    limit: 2,
  },
  { name: "contract", files: ["test/contract/**/*.test.ts"], concurrency: 1, limit: 5 },
  { name: "cards", files: ["test/cards/**/*.test.ts"], concurrency: 1, limit: 10 },
  { name: "rack", files: ["test/rack/**/*.test.ts"], concurrency: 1, limit: 15 },
  { name: "packages", files: ["test/packages/**/*.test.ts"], concurrency: 1, limit: 15 },
  { name: "e2e", files: ["test/e2e/**/*.test.ts"], concurrency: 1, limit: 20 },
];

const total = { passed: 0, failed: 0, skipped: 0 };
const root = fileURLToPath(new URL("..", import.meta.url));
const wanted = process.argv.slice(2);

if (
  wanted.length === 0 &&
  spawnSync("npm", ["run", "--silent", "check"], { cwd: root, stdio: "inherit" }).status !== 0
) {
  total.failed++;
}
for (const stage of STAGES) {
  if (total.failed > 0) break;
  if (wanted.length > 0 && !wanted.includes(stage.name)) continue;
  await runStage(stage);
}
// A test that was switched off proves nothing, so it counts against the run.
process.exitCode = total.failed + total.skipped === 0 && total.passed > 0 ? 0 : 1;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);

async function runStage({ name, files, concurrency, limit }: Stage): Promise<void> {
  const started = performance.now();
  const found = globSync([...files], { cwd: root }).sort();
  console.log(`\n== ${name}: ${found.length} files`);
  if (found.length === 0) {
    total.failed++;
    return;
  }
  const tests = run({ files: found.map((file) => `${root}${file}`), concurrency, timeout: limit * 60_000, cwd: root });
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
