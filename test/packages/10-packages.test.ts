/** The packages themselves: identical wherever and whenever they are built, and without errors by Debian's rules. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { cacheRoot } from "../rack/build/cache.ts";
import { installHostPackages } from "../rack/build/host-packages.ts";
import { buildPackages, PACKAGES } from "../story/product.ts";
import { buildElsewhere } from "./elsewhere.ts";

const NAMES = ["pi-agent", "pi-coordinator"].flatMap((name) =>
  ["amd64", "arm64"].map((arch) => `${name}_*_${arch}.deb`),
);

before(async () => {
  await installHostPackages(cacheRoot(), (line) => console.log(line));
  buildPackages("all");
});

test("two builds give the same bytes: in another folder, with another umask, time zone and language", (context) => {
  const out = buildElsewhere(context, "package");
  for (const pattern of NAMES) {
    const [here, there] = [hashOf(PACKAGES, pattern), hashOf(out, pattern)];
    console.log(`${here.hash}  ${here.name}`);
    assert.deepEqual(there, here);
  }
});

test("lintian finds no error in any of them", () => {
  const packages = NAMES.map((pattern) => join(PACKAGES, only(PACKAGES, pattern)));
  const { status, stdout, stderr } = spawnSync("lintian", ["--allow-root", "--fail-on", "error", ...packages], {
    encoding: "utf8",
  });
  assert.equal(status, 0, `${stdout}${stderr}`);
  console.log(stdout);
});

test("nothing is in them but what dpkg of Ubuntu 22.04 and Debian 12 reads", () => {
  for (const pattern of NAMES) {
    const members = execFileSync("ar", ["t", join(PACKAGES, only(PACKAGES, pattern))], { encoding: "utf8" });
    assert.deepEqual(members.trim().split("\n"), ["debian-binary", "control.tar.gz", "data.tar.zst"]);
  }
});

function only(directory: string, pattern: string): string {
  const [name = "", ...others] = globSync(pattern, { cwd: directory });
  assert.ok(name !== "" && others.length === 0, `${pattern} in ${directory}: ${[name, ...others].join(", ")}`);
  return name;
}

function hashOf(directory: string, pattern: string): { name: string; hash: string } {
  const name = only(directory, pattern);
  return {
    name,
    hash: createHash("sha256")
      .update(readFileSync(join(directory, name)))
      .digest("hex"),
  };
}
