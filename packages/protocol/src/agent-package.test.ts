import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import {
  mayReplace,
  type PackageManifest,
  packageMessage,
  parsePackage,
  signPackage,
  verifyPackage,
  verifyRelease,
} from "./agent-package.ts";
import { compareVersions } from "./package-version.ts";
import { keyHashOf } from "./trust.ts";
import { decode, encode } from "./wire.ts";

const keys = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const rack = keys();
const release = keyHashOf(rack.publicKey);
const manifest: PackageManifest = {
  version: "0.1.1",
  architecture: "arm64",
  size: 32_000_000,
  sha256: "ab".repeat(32),
};

/** What the other end makes of a package that is sent. */
function receive(message: ReturnType<typeof packageMessage>): PackageManifest {
  const frame = decode(encode({ id: 1, kind: "upgrade", value: { operationId: "upgrade-1", package: message } }));
  const received = parsePackage(frame.kind === "upgrade" ? frame.value.package : undefined);
  verifyRelease(received, release);
  return received.manifest;
}

const downgrade = { rollout: "1".repeat(32), from: "0.2.0" };

test("a package that the release key signed is taken for what it is", () => {
  const back = { ...manifest, downgrade };
  assert.deepEqual(receive(packageMessage(signPackage(back, rack.privateKey), rack.publicKey)), back);
  assert.deepEqual(receive(packageMessage(signPackage(manifest, rack.privateKey), rack.publicKey)), manifest);
});

test("every word of the manifest is signed", () => {
  const signed = signPackage(manifest, rack.privateKey);
  const changes: Partial<PackageManifest>[] = [
    { version: "0.1.2" },
    { architecture: "amd64" },
    { size: 32_000_001 },
    { sha256: "cd".repeat(32) },
    { downgrade },
  ];
  for (const change of changes) {
    assert.throws(
      () => verifyPackage({ ...signed, manifest: { ...manifest, ...change } }, rack.publicKey),
      { code: "refused", message: /signature .* was not made with this rack's release key/ },
      JSON.stringify(change),
    );
  }
});

test("leave to go back is signed with its rollout and the newest version that may be replaced", () => {
  const signed = signPackage({ ...manifest, downgrade }, rack.privateKey);
  const changed = [undefined, { ...downgrade, rollout: "2".repeat(32) }, { ...downgrade, from: "0.3.0" }];
  for (const other of changed) {
    const forged = { ...signed, manifest: { ...manifest, downgrade: other } };
    assert.throws(() => verifyPackage(forged, rack.publicKey), { code: "refused" }, JSON.stringify(other));
  }
  const table: [string, typeof downgrade | undefined, boolean][] = [
    ["0.1.0", undefined, true],
    ["0.1.1", undefined, true],
    ["0.1.2", undefined, false],
    ["0.1.2", downgrade, true],
    ["0.2.0", downgrade, true],
    ["0.2.1", downgrade, false],
  ];
  for (const [version, leave, may] of table) {
    assert.equal(mayReplace({ ...manifest, downgrade: leave }, version), may, `${version} ${leave?.from}`);
  }
});

test("an agent that knows no release key takes nobody's package", () => {
  const message = packageMessage(signPackage(manifest, rack.privateKey), rack.publicKey);
  assert.throws(() => verifyRelease(parsePackage(message), ""), { code: "refused", message: /knows no release key/ });
});

test("another key's signature is refused, also when it comes with that key, and so is none", () => {
  const other = keys();
  const foreign = signPackage(manifest, other.privateKey);
  assert.throws(() => receive(packageMessage(foreign, other.publicKey)), {
    message: /another key than this rack's release key/,
  });
  assert.throws(() => receive(packageMessage(foreign, rack.publicKey)), { code: "refused" });
  const none = { manifest, signature: Buffer.alloc(0) };
  assert.throws(() => receive(packageMessage(none, rack.publicKey)), { code: "refused" });
});

test("a signature over something else than a package of the agent is worth nothing here", () => {
  const signature = sign("sha256", Buffer.from(JSON.stringify(manifest)), rack.privateKey);
  assert.throws(() => verifyPackage({ manifest, signature }, createPublicKey(rack.privateKey)), { code: "refused" });
});

test("what does not fit the grammar is invalid, whoever signed it", () => {
  const good = packageMessage(signPackage(manifest, rack.privateKey), rack.publicKey);
  for (const change of [
    { version: "-i" },
    { version: "0.1/../.." },
    { architecture: "arm 64" },
    { size: 0 },
    { size: 1e12 },
    { sha256: "AB".repeat(32) },
    { downgrade: { rollout: "1", from: "0.2.0" } },
    { downgrade: { rollout: "1".repeat(32), from: "-x" } },
    { downgrade: {} },
    { publicKey: Buffer.from("no key") },
  ]) {
    assert.throws(() => parsePackage({ ...good, ...change }), { code: "invalid" }, JSON.stringify(change));
  }
  assert.throws(() => parsePackage(undefined), { code: "invalid" });
});

test("versions are ordered as dpkg orders them", () => {
  const versions = ["0.1.0", "0.1.0~rc1", "0.1.0+git1", "0.1.1", "0.1.10", "0.1", "0.1.a", "1", "0.10.0", "0.1.0.1"];
  for (const a of versions) {
    for (const b of versions) {
      const isOlder = (() => {
        try {
          execFileSync("dpkg", ["--compare-versions", a, "lt", b]);
          return true;
        } catch {
          return false;
        }
      })();
      assert.equal(compareVersions(a, b) < 0, isOlder, `${a} < ${b}`);
      assert.equal(compareVersions(a, b) === 0, a === b);
    }
  }
});
