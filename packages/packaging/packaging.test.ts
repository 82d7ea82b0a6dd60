import assert from "node:assert/strict";
import { test } from "node:test";
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
