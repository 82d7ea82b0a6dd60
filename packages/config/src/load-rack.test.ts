import assert from "node:assert/strict";
import { test } from "node:test";
import { companionFiles, loadRack } from "./load-rack.ts";

const directory = (files: Record<string, string>) => async (name: string) => files[name];
const KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ==\n-----END PGP PUBLIC KEY BLOCK-----\n";
const ED = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA you@laptop";

test("a rack is rack.yaml and the files that it names", async () => {
  const rack = await loadRack(
    directory({
      "rack.yaml": "packages: { url: http://apt.lan/k8s/, key: k.asc }\nuser: { sshKeysFile: keys }\n",
      "k.asc": KEY,
      keys: `# laptop\n${ED}\n\n${ED}\n`,
    }),
  );
  assert.equal(rack.packagesKey, KEY);
  assert.deepEqual(rack.sshKeys, [ED]);
  assert.deepEqual(companionFiles(rack.config), ["k.asc", "keys"]);
});

test("a rack without such files is whole", async () => {
  const rack = await loadRack(directory({ "rack.yaml": "" }));
  assert.equal(rack.packagesKey, "");
  assert.deepEqual(companionFiles(rack.config), []);
});

const BAD: readonly (readonly [story: string, files: Record<string, string>, message: RegExp])[] = [
  ["no rack.yaml", {}, /^there is no rack.yaml: pictl init makes one$/],
  [
    "no key file",
    { "rack.yaml": "packages: { key: k.asc }" },
    /^rack.yaml: packages.key: there is no file k.asc beside/,
  ],
  ["a key that is not armoured", { "rack.yaml": "packages: { key: k }", k: "\x99" }, /^k: not an ASCII-armoured PGP/],
  [
    "a bad line of ssh keys",
    { "rack.yaml": "user: { sshKeysFile: k }", k: `${ED}\nno` },
    /^k:2: not an ssh public key/,
  ],
];
for (const [story, files, message] of BAD) {
  test(`refused: ${story}`, () => assert.rejects(loadRack(directory(files)), { code: "invalid", message }));
}
