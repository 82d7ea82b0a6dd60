/** pictl for another architecture, started as its owner would: under emulation, with Debian's arm64 libraries. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runtimeOf } from "../../packages/packaging/build-packages.ts";
import { executable } from "../../packages/packaging/executable.ts";
import { pictlBundle } from "../../packages/packaging/pictl-bundle.ts";
import { cacheRoot } from "../rack/build/cache.ts";
import { installHostPackages } from "../rack/build/host-packages.ts";
import { ROOT } from "../story/product.ts";

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
const folder = mkdtempSync(join(tmpdir(), "pictl-arm64-"));
const program = join(folder, "pictl-linux-arm64");

before(async () => {
  await installHostPackages(cacheRoot(), (line) => console.log(line));
  const bundle = await pictlBundle({ outfile: join(folder, "pictl.cjs"), version, release: { packages: [] } });
  await executable({ bundle: bundle.path, runtime: await runtimeOf("arm64"), path: program });
});
after(() => rmSync(folder, { recursive: true }));

function pictl(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    "qemu-aarch64-static",
    ["-L", "/usr/aarch64-linux-gnu", program, ...args],
    { encoding: "utf8", cwd: folder, env: { HOME: folder } },
  );
  return { status, stdout, stderr };
}

test("the arm64 executable says its version, and makes a rack whose pin it then reads", () => {
  assert.deepEqual(pictl("--version"), { status: 0, stdout: `pictl ${version}\n`, stderr: "" });
  const made = pictl("init", "rack");
  assert.equal(made.status, 0, made.stderr);
  assert.ok(existsSync(join(folder, "rack/secrets/release.key")));
  const pin = pictl("pin", "-C", "rack");
  assert.equal(pin.status, 0, pin.stderr);
  assert.match(pin.stdout, /[0-9a-f]{64}/i);
});
