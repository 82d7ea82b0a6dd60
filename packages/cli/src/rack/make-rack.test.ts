import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { RACK_TEMPLATE } from "@rackberry/config";
import { apiToken, keyHashOf } from "@rackberry/protocol";
import { filesOf, temporaryFolder } from "../testing/folder.ts";
import { makeRack } from "./make-rack.ts";
import { readRack, readReleaseKey, readSecrets } from "./rack-directory.ts";

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test("a new rack has a commented rack.yaml and secrets for its owner's eyes only", async () => {
  using home = temporaryFolder();
  const rack = join(home.path, "rack");
  await makeRack(rack);
  assert.deepEqual(Object.keys(filesOf(rack)), [
    ".gitignore",
    "rack.yaml",
    "secrets/.gitignore",
    "secrets/coordinator.key",
    "secrets/rack.check",
    "secrets/rack.secret",
    "secrets/release.key",
  ]);
  assert.equal(filesOf(rack)["rack.yaml"], RACK_TEMPLATE);
  assert.equal(mode(join(rack, "secrets")), "700");
  assert.equal(mode(join(rack, "secrets/coordinator.key")), "600");
  assert.equal(mode(join(rack, "secrets/rack.secret")), "600");
  assert.match(filesOf(rack)["secrets/coordinator.key"] ?? "", /^-----BEGIN PRIVATE KEY-----/);
  assert.equal(mode(join(rack, "secrets/release.key")), "600");
  const { pin, rackSecret, coordinatorKey } = await readSecrets(rack);
  const release = await readReleaseKey(rack);
  assert.equal(release.asymmetricKeyDetails?.namedCurve, "prime256v1");
  assert.notEqual(keyHashOf(release), pin);
  assert.match(pin, /^[0-9a-f]{64}$/);
  assert.equal(rackSecret.length, 32);
  assert.deepEqual(createPrivateKey(coordinatorKey.pem).asymmetricKeyDetails, { namedCurve: "prime256v1" });
  assert.equal((await readRack(rack)).config.name, "rackberry");
  assert.deepEqual(readdirSync(home.path), ["rack"]);
});

test("two racks share nothing", async () => {
  using home = temporaryFolder();
  const racks = [join(home.path, "a"), join(home.path, "b")] as const;
  await Promise.all(racks.map((rack) => makeRack(rack)));
  const [a, b] = await Promise.all(racks.map(readSecrets));
  assert.notEqual(a?.pin, b?.pin);
  assert.notDeepEqual(a?.rackSecret, b?.rackSecret);
});

test("a folder that is there keeps what is in it", async () => {
  using home = temporaryFolder();
  home.write("notes", "mine");
  home.write(".gitignore", "mine too");
  await makeRack(home.path);
  assert.equal(home.read("notes"), "mine");
  assert.equal(home.read(".gitignore"), "mine too");
  assert.equal(home.read("rack.yaml"), RACK_TEMPLATE);
  assert.deepEqual(readdirSync(home.path).sort(), [".gitignore", "notes", "rack.yaml", "secrets"]);
});

test("git takes none of the secrets, also where it was there first", async () => {
  using home = temporaryFolder();
  const git = (...args: string[]) => execFileSync("git", ["-C", home.path, ...args], { encoding: "utf8" });
  git("init", "--quiet");
  home.write(".gitignore", "node_modules/\n");
  await makeRack(home.path);
  git("add", "--all");
  assert.deepEqual(git("ls-files").trim().split("\n"), [".gitignore", "rack.yaml"]);
  assert.equal(home.read(".gitignore"), "node_modules/\n");
});

for (const name of ["rack.yaml", "secrets/coordinator.key"]) {
  test(`a folder that has ${name} is left as it is`, async () => {
    using home = temporaryFolder();
    home.write(name, "old");
    await assert.rejects(makeRack(home.path), { code: "refused", message: /is there already/ });
    assert.deepEqual(home.files(), { [name]: "old" });
  });
}

test("the folders above a new rack are made with it", async () => {
  using home = temporaryFolder();
  await makeRack(join(home.path, "racks/home"));
  assert.match(home.read("racks/home/rack.yaml"), /^rack: /m);
});

test("where nothing can be written, nothing half made stays", async () => {
  using home = temporaryFolder();
  home.write("file", "mine");
  for (const place of ["file", "file/no/such/rack"]) {
    await assert.rejects(makeRack(join(home.path, place)), { code: "refused", message: /is no directory/ });
  }
  assert.deepEqual(home.files(), { file: "mine" });
});

test("the API's token follows from the rack secret, until its owner writes another one", async () => {
  using home = temporaryFolder();
  await makeRack(home.path);
  const before = await readSecrets(home.path);
  assert.deepEqual([before.apiToken, before.tokenIsOwn], [apiToken(before.rackSecret), false]);
  home.write("secrets/api.token", `${"ab".repeat(32)}\n`);
  const after = await readSecrets(home.path);
  assert.deepEqual([after.apiToken, after.tokenIsOwn, after.pin], ["ab".repeat(32), true, before.pin]);
  home.write("secrets/api.token", "ab");
  await assert.rejects(readSecrets(home.path), { code: "invalid", message: /api\.token: 64 hex digits/ });
});

test("a directory without the release key is told where it is; a damaged one is named", async () => {
  using home = temporaryFolder();
  await assert.rejects(readReleaseKey(home.path), { message: /is not a rack directory/ });
  await makeRack(home.path);
  home.write("secrets/release.key", "no key");
  await assert.rejects(readReleaseKey(home.path), {
    code: "invalid",
    message: /release\.key is not the key that pictl/,
  });
  rmSync(join(home.path, "secrets/release.key"));
  const refused = { code: "refused", message: /release\.key is not here, and nowhere on the rack: .*pictl init/ };
  await assert.rejects(readReleaseKey(home.path), refused);
  assert.match((await readSecrets(home.path)).pin, /^[0-9a-f]{64}$/, "everything else is possible without it");
});

test("secrets that were damaged are named, and never printed", async () => {
  using home = temporaryFolder();
  await makeRack(home.path);
  home.write("secrets/rack.secret", "deadbeef");
  await assert.rejects(readSecrets(home.path), (error: Error) => {
    assert.match(error.message, /rack\.secret is not the secret that pictl init made/);
    assert.doesNotMatch(error.message, /deadbeef/);
    return true;
  });
});

const BROKEN: readonly (readonly [story: string, files: Record<string, string | undefined>, message: RegExp])[] = [
  ["no key", { "secrets/coordinator.key": undefined }, /secrets\/coordinator\.key is missing: put it back/],
  [
    "no secret",
    { "secrets/rack.secret": undefined },
    /secrets\/rack\.secret is missing: put it back from your backup$/,
  ],
  [
    "a secret of zeros",
    { "secrets/rack.secret": "0".repeat(64) },
    /rack\.secret is not the secret that pictl init made/,
  ],
  [
    "the secret of another rack",
    { "secrets/rack.secret": `${"1".repeat(64)}\n` },
    /secrets: coordinator\.key, rack\.secret and rack\.check are not of one rack, .*: put them back from one backup$/,
  ],
  [
    "no secrets at all",
    { "secrets/rack.secret": undefined, "secrets/coordinator.key": undefined },
    /has a rack\.yaml and no secrets\/: put it back from your backup \(without it every card has to be made anew\)$/,
  ],
];
for (const [story, files, message] of BROKEN) {
  test(`a rack with ${story} says what is wrong, and not to make another`, async () => {
    using home = temporaryFolder();
    await makeRack(home.path);
    for (const [name, content] of Object.entries(files)) {
      if (content === undefined) rmSync(join(home.path, name));
      else home.write(name, content);
    }
    await assert.rejects(readSecrets(home.path), { code: "invalid", message });
  });
}

test("two keys in one file are refused, and a rack without rack.yaml says so", async () => {
  using home = temporaryFolder();
  await makeRack(home.path);
  const key = home.read("secrets/coordinator.key");
  home.write("secrets/coordinator.key", key + key);
  await assert.rejects(readSecrets(home.path), { message: /coordinator\.key is not the key that pictl init made/ });
  rmSync(join(home.path, "rack.yaml"));
  await assert.rejects(readRack(home.path), { message: /has secrets\/ and no rack\.yaml: put it back/ });
});
