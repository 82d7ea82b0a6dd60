import assert from "node:assert/strict";
import { test } from "node:test";
import { type AptTrouble, aptFailure, isAboutKey } from "./apt-failure.ts";

const URL = "https://pkgs.example/v1.36/deb/";
const unsigned = `E: The repository '${URL}  InRelease' is not signed.`;
const fetching = (
  words: string,
  then = "Some index files failed to download. They have been ignored, or old ones used instead.",
) => `E: Failed to fetch ${URL}InRelease  ${words}\nE: ${then}`;
const gpg = (words: string) => `W: GPG error: ${URL}  InRelease: ${words}\n${unsigned}`;
const sqv = (words: string) =>
  `W: OpenPGP signature verification failed: ${URL}  InRelease: Sub-process /usr/bin/sqv returned an error code (1), ` +
  `error message is: ${words}\n${unsigned}`;

/** As apt 2.6 prints it (Debian 12), and apt 3.0 where sqv speaks (Debian 13). */
const TABLE: readonly (readonly [output: string, trouble: AptTrouble, sentence: RegExp])[] = [
  [
    `E: The repository '${URL}  Release' does not have a Release file.`,
    "not-there",
    /deb\/ does not exist \(404\): does not/,
  ],
  [
    `E: Failed to fetch ${URL}Release.key  404  Not Found [IP: 127.0.0.1 18181]\nE: Download Failed`,
    "not-there",
    /: 404 Not Found: check packages\.url/,
  ],
  [
    fetching("403  Forbidden [IP: 127.0.0.1 18181]", unsigned.slice(3)),
    "forbidden",
    /let this Pi in: 403 Forbidden: check/,
  ],
  [fetching("503  Service Unavailable [IP: 127.0.0.1 1]"), "server-error", /: 503 Service Unavailable: wait/],
  [
    fetching("Clearsigned file isn't valid, got 'NOSPLIT' (does the network require authentication?)"),
    "not-an-index",
    /a login page: Clearsigned file isn't valid, got 'NOSPLIT' .*: check/,
  ],
  [
    fetching("Could not connect to 127.0.0.1:1 (127.0.0.1). - connect (111: Connection refused)"),
    "nothing-listens",
    /^nothing answers at https.*connect \(111: Connection refused\): check/,
  ],
  [
    fetching("Could not connect to pkgs.example:443 (192.0.2.1), connection timed out"),
    "timeout",
    /does not answer in time: connection timed out: check/,
  ],
  [fetching("Connection failed [IP: 127.0.0.1 18181]"), "timeout", /in time: Connection failed: /],
  ["apt-get did not end within 120 s", "timeout", /in time: did not end within 120 s: /],
  [
    fetching("Could not resolve 'pkgs.example'"),
    "name",
    /cannot be resolved: Could not resolve 'pkgs\.example': .*DNS/,
  ],
  [fetching("Temporary failure resolving 'pkgs.example'"), "name", /Temporary failure resolving 'pkgs\.example'/],
  [
    fetching("Could not handshake: An unexpected TLS packet was received. [IP: 127.0.0.1 18181]"),
    "tls",
    /cannot prove who it is: Could not handshake: An unexpected TLS packet was received\.: /,
  ],
  [
    gpg("The following signatures were invalid: EXPKEYSIG 234654DA9A296436 isv:kubernetes OBS Project"),
    "expired-key",
    /has expired: EXPKEYSIG 234654DA9A296436 .*: set kubernetes in rack.yaml to a maintained minor version.*packages\.key/,
  ],
  [gpg("The following signatures were invalid: KEYEXPIRED 1525416977"), "expired-key", /KEYEXPIRED 1525416977/],
  [
    sqv(
      "Signing key on DE15B14486CD377B is bad:            The primary key is not live   because: Expired on 2026-12-29T12:00:00Z",
    ),
    "expired-key",
    /has expired: not live because: Expired on 2026-12-29T12:00:00Z: /,
  ],
  [
    gpg(
      "The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 08FB3752AC926A88",
    ),
    "wrong-key",
    /a key that this Pi does not trust: NO_PUBKEY 08FB3752AC926A88: .*packages\.key/,
  ],
  [
    sqv("Missing key 763F8F0085BF681E, which is needed to verify signature."),
    "wrong-key",
    /: Missing key 763F8F0085BF681E: set packages\.key/,
  ],
  [
    gpg("The following signatures were invalid: BADSIG 08FB3752AC926A88 x@y"),
    "bad-signature",
    /match its content: BADSIG/,
  ],
  [
    sqv("Verifying signature:            Message has been manipulated"),
    "bad-signature",
    /: Message has been manipulated: do not/,
  ],
  [
    gpg("At least one invalid signature was encountered."),
    "not-a-key",
    /cannot be read or does not match its signature: .*packages\.key/,
  ],
  [sqv('Error: Failed to parse keyring "/run/key.asc"'), "not-a-key", /cannot be read/],
  [
    sqv("Error: Policy rejected packet type   because: Signature Packet v3 is not"),
    "weak-signature",
    /: Policy rejected packet/,
  ],
  [
    sqv("Verifying signature:            Not live until 2026-05-28T11:35:34Z"),
    "clock",
    /has expired: Not live until 2026.*clock/,
  ],
  [
    `E: Release file for ${URL}InRelease is not valid yet (invalid for another 3d 2h). Updates for this repository will not be applied.`,
    "clock",
    /is not valid yet \(invalid for another 3d 2h\)/,
  ],
  [
    fetching("File has unexpected size (691 != 690). Mirror sync in progress? [IP: 127.0.0.1 18181]"),
    "torn",
    /differs from the signed one: File has unexpected size \(691 != 690\)/,
  ],
  [unsigned, "not-signed", /deb\/ is not signed: .*nothing is installed from it/],
  ["E: Write error - write (28: No space left on device)", "no-space", /no room .*: No space left on device: /],
  [
    "E: Something that nobody has seen yet",
    "other",
    /^apt could not read https.*: E: Something that nobody has seen yet: /,
  ],
];
for (const [output, trouble, sentence] of TABLE) {
  test(`${trouble}: ${output.slice(0, 300).replace(/\s+/g, " ")}`, () => {
    const failure = aptFailure(output, URL);
    assert.equal(failure.trouble, trouble);
    assert.match(failure.sentence, sentence);
    assert.doesNotMatch(failure.sentence, /\n|\[IP/);
  });
}

test("another key is tried only when the key is in doubt", () => {
  const doubt = (output: string) => isAboutKey(aptFailure(output, URL));
  assert.ok(doubt(gpg("The following signatures were invalid: EXPKEYSIG 1 x")) && doubt(gpg("NO_PUBKEY 1")));
  assert.ok(!doubt(fetching("403  Forbidden", unsigned.slice(3))) && !doubt(unsigned));
});
