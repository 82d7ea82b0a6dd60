/** A hostile peer gains nothing: the short form of `npm run attack`. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { ROOT } from "../story/product.ts";

test("of at least eighty attacks none succeeds", () => {
  const argv = [`${ROOT}test/attack/main.ts`, "--short"];
  const { stdout, status } = spawnSync(process.execPath, argv, {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 64 * 1024 * 1024,
  });
  const [, tried = 0, succeeded] = /attacks: (\d+) tried, (\d+) succeeded\n$/.exec(stdout) ?? [];
  const lines = stdout.split("\n").filter((line) => line.startsWith("SUCCESS"));
  assert.deepEqual(lines, []);
  assert.equal(Number(succeeded), 0);
  assert.ok(Number(tried) >= 80, `${tried} were tried`);
  assert.equal(status, 0);
});
