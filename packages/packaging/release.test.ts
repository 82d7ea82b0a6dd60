import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { bootPartition } from "../cli/src/testing/folder.ts";
import { RASPBERRY_PI_OS } from "../cli/src/testing/stock-cards.ts";
import { sign, writeSums } from "./checksums.ts";
import { formula } from "./formula.ts";
import { pictlBundle } from "./pictl-bundle.ts";
import { parseReleaseOptions } from "./release-options.ts";

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), "release-test-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

test("a release is of both architectures, unsigned unless a key is named, and its address has no slash at the end", () => {
  const both = ["amd64", "arm64"];
  assert.deepEqual(parseReleaseOptions([], {}), {
    architectures: both,
    out: undefined,
    url: undefined,
    key: undefined,
  });
  assert.equal(parseReleaseOptions([], { RACKBERRY_SIGNING_KEY: "one" })?.key, "one");
  assert.equal(parseReleaseOptions(["--key", "two"], { RACKBERRY_SIGNING_KEY: "one" })?.key, "two");
  assert.equal(parseReleaseOptions(["--url", "https://a.example/v1/"], {})?.url, "https://a.example/v1");
  for (const url of ["a.example/v1", "file:///v1", "ftp://a.example"]) {
    assert.throws(() => parseReleaseOptions(["--url", url], {}), /begins with https:/, url);
  }
  assert.equal(parseReleaseOptions(["--help"], {}), undefined);
});

test("the sums are what sha256sum checks, and the signature what ssh-keygen checks", async () => {
  await using folder = await temporaryFolder();
  await using keys = await temporaryFolder();
  await writeFile(join(folder.path, "b"), "2");
  await writeFile(join(folder.path, "a"), "1");
  const sums = await writeSums(folder.path);
  assert.match(await readFile(sums, "utf8"), /^[0-9a-f]{64} {2}a\n[0-9a-f]{64} {2}b\n$/);
  execFileSync("sha256sum", ["--check", "--strict", "SHA256SUMS"], { cwd: folder.path, stdio: "pipe" });
  const key = join(keys.path, "key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
  await sign(sums, key);
  const signers = join(keys.path, "allowed_signers");
  await writeFile(signers, `rackberry ${await readFile(`${key}.pub`, "utf8")}`);
  const verify = ["-Y", "verify", "-f", signers, "-I", "rackberry", "-n", "file", "-s", `${sums}.sig`];
  const verified = async () => spawnSync("ssh-keygen", verify, { input: await readFile(sums) }).status;
  assert.equal(await verified(), 0);
  await writeFile(sums, "forged");
  assert.notEqual(await verified(), 0);
  await assert.rejects(sign(sums, join(keys.path, "none")), /could not sign SHA256SUMS/);
});

test("the formula names the npm package by its hash, and Homebrew's Node", () => {
  const text = formula({
    description: "It is",
    url: "https://a.example/v1",
    file: "rackberry-1.0.0.tgz",
    sha256: "ab",
  });
  assert.match(text, /^ {2}homepage "https:\/\/a\.example"$/m);
  assert.match(text, /^ {2}url "https:\/\/a\.example\/v1\/rackberry-1\.0\.0\.tgz"\n {2}sha256 "ab"$/m);
  assert.match(text, /^ {2}depends_on "node"$/m);
});

test("the bundle is one file that runs anywhere, and needs no sources", async () => {
  await using folder = await temporaryFolder();
  const { path, size } = await pictlBundle({
    outfile: join(folder.path, "pictl.cjs"),
    version: "test",
    release: { packages: [] },
  });
  assert.ok(size < 600_000, `${size} bytes`);
  const call = (...args: string[]) =>
    spawnSync(process.execPath, [path, ...args], { cwd: "/", encoding: "utf8", env: {} });
  assert.match(call("--version").stdout, /^pictl \d+\.\d+\.\d+\n$/);
  assert.match(call("card", "--help").stdout, /^pictl card: /);
  // Any card that it would make needs packages, and this release has none.
  assert.equal(call("-C", folder.path, "init").status, 0);
  using card = bootPartition(RASPBERRY_PI_OS);
  const made = call("-C", folder.path, "card", card.path);
  assert.match(made.stderr, /^pictl: this release has no packages for arm64$/m);
  assert.equal(made.status, 1);
});
