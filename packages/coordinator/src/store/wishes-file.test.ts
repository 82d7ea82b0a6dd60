import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { wishesFile } from "./wishes-file.ts";

function folder() {
  const path = mkdtempSync(join(tmpdir(), "wishes-"));
  return { path: join(path, "applied.json"), [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

const FILES = { "rack.yaml": "adoption: ask\n", "k8s.asc": 'a "key"\n' };

test("what was applied is there in the next life, for its owner alone, and its first line says what it is", () => {
  using place = folder();
  assert.equal(wishesFile(place.path, "below").read(), undefined);
  wishesFile(place.path, "below").write(FILES);
  assert.deepEqual(wishesFile(place.path, "below").read(), FILES);
  wishesFile(place.path, "below").write({ "rack.yaml": "" });
  assert.deepEqual(wishesFile(place.path, "below").read(), { "rack.yaml": "" });
  assert.equal(statSync(place.path).mode & 0o777, 0o600);
  assert.match(
    readFileSync(place.path, "utf8").split("\n")[0] ?? "",
    /What pictl apply sent last\. pi-coordinator uses it/,
  );
});

test("a rack.yaml that was changed in the configuration folder afterwards counts again", () => {
  using place = folder();
  wishesFile(place.path, "below").write(FILES);
  assert.equal(wishesFile(place.path, "a newer one").read(), undefined);
});

test("killed in the middle of writing, the old ones stay whole, and the next write goes through", () => {
  using place = folder();
  const file = wishesFile(place.path, "");
  file.write(FILES);
  // What a kill leaves before the rename.
  writeFileSync(`${place.path}.new`, '{ "about": "What pic');
  assert.deepEqual(file.read(), FILES);
  file.write({ "rack.yaml": "rack: b\n" });
  assert.deepEqual(file.read(), { "rack.yaml": "rack: b\n" });
});

test("a damaged file is told with its name and the way out", () => {
  using place = folder();
  for (const text of ["{", "[]", '{"over":"","files":{"rack.yaml":7}}', '{"over":"","files":{}}']) {
    writeFileSync(place.path, text);
    if (text === "[]") assert.equal(wishesFile(place.path, "").read(), undefined, "it goes before nothing");
    else
      assert.throws(() => wishesFile(place.path, "").read(), {
        code: "invalid",
        message: /applied\.json is damaged: remove it/,
      });
  }
});
