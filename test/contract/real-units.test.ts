/**
 * The simulated Pi's units match what systemd makes of ours: the same cases, run by the real host under a real PID 1.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { UNIT_CASES } from "../../packages/agent/src/host/testing/host-contract.ts";
import { cacheRoot } from "../rack/build/cache.ts";
import { installHostPackages } from "../rack/build/host-packages.ts";
import { ROOT } from "../story/product.ts";

/** Name of a case: "" when it holds, else its error. */
let failures: ReadonlyMap<string, string>;

before(async () => {
  await installHostPackages(cacheRoot(), (line) => console.log(line));
  failures = underSystemd();
});

function underSystemd(): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "under-systemd-"));
  try {
    const [scratch, out] = [join(folder, "scratch"), join(folder, "out")];
    for (const path of [scratch, out]) mkdirSync(path);
    const program = [process.execPath, join(ROOT, "test/light/units-main.ts")];
    const container = ["sh", join(ROOT, "test/contract/under-systemd.sh"), scratch, out, ROOT, ...program];
    // The program's last line gives the result, not an exit code.
    execFileSync("unshare", ["--mount", "--propagation", "private", ...container], {
      ...{ stdio: "pipe", timeout: 120_000, killSignal: "SIGKILL" },
    });
    const lines = readFileSync(join(out, "words"), "utf8").trim().split("\n");
    const told = lines.map((line) => JSON.parse(line) as { readonly name: string; readonly failure: string });
    return new Map(told.map(({ name, failure }) => [name, failure]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const { name } of UNIT_CASES) {
  test(`systemd: ${name}`, () => assert.equal(failures.get(name), ""));
}
