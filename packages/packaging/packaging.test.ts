import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { AGENT_BUNDLE, AGENT_SERVICES } from "./agent-package.ts";
import { bundle } from "./bundle.ts";
import { parseOptions } from "./options.ts";
import { checkIntegrity } from "./pinned-package.ts";

test("both architectures are built unless one is asked for", () => {
  assert.deepEqual(parseOptions([])?.architectures, ["amd64", "arm64"]);
  assert.deepEqual(parseOptions(["--arch", "all"])?.architectures, ["amd64", "arm64"]);
  assert.deepEqual(parseOptions(["--arch", "arm64"])?.architectures, ["arm64"]);
  assert.throws(() => parseOptions(["--arch", "riscv64"]), /riscv64: there are amd64, arm64 and all/);
  assert.equal(parseOptions(["--help"]), undefined);
});

test("a version becomes part of file names, so it is digits, letters and .+~ only", () => {
  assert.equal(parseOptions(["--version", "0.2.0~rc1"])?.version, "0.2.0~rc1");
  for (const version of ["", "v1", "../1", "1_2", "1-2"]) {
    assert.throws(() => parseOptions([`--version=${version}`]), /a digit first/, version);
  }
});

test("a fetched package is taken only when its hash is the one that the lock pins", () => {
  const content = Buffer.from("hello");
  const integrity = "sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==";
  checkIntegrity("hello", content, integrity);
  assert.throws(() => checkIntegrity("hello", Buffer.from("hullo"), integrity), /hello is not what package-lock/);
  assert.throws(() => checkIntegrity("hello", content, "sha1-qvTGHdzF6KLavt4PO0gs2a6pQ00="), /is not what/);
});

test("what the agent loads late is a file of its own, which shares no module with it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bundle-"));
  try {
    const main = { entry: "packages/agent/src/main.ts", outfile: join(folder, "main.cjs"), version: "test" };
    const whole = await bundle(main);
    const rest = await bundle({ ...main, ...AGENT_BUNDLE });
    const late = join(folder, AGENT_SERVICES);
    const services = await bundle({ ...main, entry: "packages/agent/src/services/index.ts", outfile: late });
    assert.ok(rest.size < whole.size - 10_000, `${rest.size} of ${whole.size}`);
    assert.match(await readFile(rest.path, "utf8"), new RegExp(`import\\("\\./${AGENT_SERVICES}"\\)`));
    // An error of one class here would be another class there.
    assert.deepEqual(services.libraries, []);
    assert.doesNotMatch(await readFile(late, "utf8"), /AppError/);
    const loaded = (await import(late)) as Record<string, unknown>;
    assert.equal(typeof loaded.followServices, "function");
  } finally {
    await rm(folder, { recursive: true });
  }
});
