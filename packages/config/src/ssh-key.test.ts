import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sshKey } from "./ssh-key.ts";
import { blobOf, freshKeys, sshString } from "./testing/ssh-keys.ts";

const KEYS = freshKeys();
const ED = KEYS.get("ssh-ed25519") ?? "";
const RSA = KEYS.get("ssh-rsa") ?? "";
const [, ED_BLOB = ""] = ED.split(" ");
const [, RSA_BLOB = ""] = RSA.split(" ");

/** What the program of sshd's own makers says of the line. */
function isKeyToOpenSsh(line: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), "ssh-key-"));
  try {
    writeFileSync(join(folder, "key.pub"), `${line}\n`);
    return spawnSync("ssh-keygen", ["-l", "-f", join(folder, "key.pub")]).status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const HAS_OPENSSH = spawnSync("ssh-keygen", ["-?"]).error === undefined;

/** Both or neither. */
function agrees(line: string, expected: boolean) {
  if (HAS_OPENSSH) assert.equal(isKeyToOpenSsh(line), expected, `ssh-keygen on: ${line}`);
}

for (const [type, key] of KEYS) {
  test(`${type} is taken with any comment, and with none`, () => {
    for (const comment of ["", "you@laptop", "Jörg@Büro", 'a key of 彩  with = signs, "quotes" and # marks']) {
      const line = comment ? `${key} ${comment}` : key;
      assert.equal(sshKey(line), line.replace(/ +/g, " "));
      agrees(line, true);
    }
  });

  test(`${type} that was cut off anywhere is refused`, () => {
    const [, blob = ""] = key.split(" ");
    for (const length of [4, 20, blob.length >> 1, blob.length - 5, blob.length - 4, blob.length - 1]) {
      const line = `${type} ${blob.slice(0, length)} x`;
      assert.throws(() => sshKey(line), {
        code: "invalid",
        message: new RegExp(`${type.slice(0, 6)}.*copy the one line`),
      });
      agrees(line, false);
    }
  });
}

test("of a comment in another encoding, or that would steer a terminal, what can be written is kept", () => {
  const [key = ""] = freshKeys().values();
  assert.equal(sshKey(`${key} J\ufffdrgen\u001b[2J\u2028x`), `${key} J?rgen [2J x`);
});

test("blanks of an editor between type, key and comment do not matter", () => {
  assert.equal(sshKey(`  ssh-ed25519\t ${ED_BLOB}   me `), `${ED} me`);
  agrees(`ssh-ed25519\t ${ED_BLOB}   me`, true);
});

const point = (length: number) => sshString(Buffer.alloc(length, 9));
const DAMAGED: readonly (readonly [story: string, line: string, message: RegExp])[] = [
  ["four letters", "ssh-ed25519 AAAA x", /cut off/],
  [
    "another type inside",
    `ssh-ed25519 ${RSA_BLOB} x`,
    /it says ssh-ed25519, but what follows is a key of the type ssh-rsa/,
  ],
  [
    "another type outside",
    `ssh-rsa ${ED_BLOB} x`,
    /it says ssh-rsa, but what follows is a key of the type ssh-ed25519/,
  ],
  ["a letter lost at its end", `ssh-ed25519 ${ED_BLOB.slice(0, -1)} x`, /not complete base64/],
  ["two letters too many", `ssh-ed25519 ${ED_BLOB}00 x`, /not complete base64/],
  ["a word too many", `ssh-ed25519 ${ED_BLOB}0000 x`, /cut off, or put together from two/],
  [
    "a point that is too short",
    `ssh-ed25519 ${blobOf(sshString("ssh-ed25519"), point(31))} x`,
    /31 bytes instead of 32/,
  ],
  [
    "a point beside its curve",
    `ecdsa-sha2-nistp256 ${blobOf(sshString("ecdsa-sha2-nistp256"), sshString("nistp256"), sshString(Buffer.alloc(65, 4)))} x`,
    /not a point of nistp256/,
  ],
  [
    "a modulus that is too small",
    `ssh-rsa ${blobOf(sshString("ssh-rsa"), sshString(Buffer.from([1, 0, 1])), sshString(Buffer.alloc(64, 0x41)))} x`,
    /511 bits, but sshd accepts 1024 to 16384/,
  ],
];
for (const [story, line, message] of DAMAGED) {
  test(`refused, as OpenSSH does: ${story}`, () => {
    assert.throws(() => sshKey(line), { code: "invalid", message });
    agrees(line, false);
  });
}

const OTHER: readonly (readonly [story: string, line: string, message: RegExp])[] = [
  ["options", `from="10.0.0.*",command="x y" ${ED} me`, /^options before a key .* are not allowed here/],
  ["an option without a value", `no-pty ${ED}`, /^options before a key/],
  ["a private key", "-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXktdjEAAAAA", /^this is a private key/],
  ["an encrypted one", "-----BEGIN ENCRYPTED PRIVATE KEY----- MIIFHDBO", /^this is a private key/],
  ["PuTTY's file", "PuTTY-User-Key-File-2: ssh-ed25519", /^this is a private key/],
  ["a key without its type", ED_BLOB, /^the key's type is missing in front/],
  ["a file's name", "~/.ssh/id_ed25519.pub", /^this is a file's name/],
  ["a fingerprint", "SHA256:Ns2HhUu7tl7b3uVW0u me@laptop (ED25519)", /^this is a key's fingerprint/],
  ["what ssh-keygen -l prints", "256 SHA256:Ns2HhUu7tl7b3uVW0u me@laptop", /^this is a key's fingerprint/],
  ["DSA", "ssh-dss AAAAB3NzaC1kc3MAAACB x", /^sshd no longer accepts DSA keys/],
  ["a certificate", "ssh-ed25519-cert-v01@openssh.com AAAAIHNz x", /is a certificate/],
  ["a type of tomorrow", "ssh-mldsa AAAA x", /^ssh-mldsa is not a supported type of key/],
  ["another format", "---- BEGIN SSH2 PUBLIC KEY ----", /ssh-keygen -i/],
  ["only a type", "ssh-ed25519", /without the key itself/],
  ["a word", "hunter2", /^not an ssh public key/],
];
for (const [story, line, message] of OTHER) {
  test(`refused by what it is, and not repeated: ${story}`, () => {
    assert.throws(
      () => sshKey(line),
      (error: Error) => {
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /hunter2|b3Bl|MIIF|Ns2H/);
        return true;
      },
    );
  });
}
