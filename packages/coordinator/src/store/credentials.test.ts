import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { credentialsFile } from "./credentials.ts";

const directory = mkdtempSync(join(tmpdir(), "credentials-"));
after(() => rmSync(directory, { recursive: true }));
const access = { ca: "PEM", token: "secret", server: "master1.kube.local:6443" };

test("credentials come back as they were written, in a file that nobody else reads", async () => {
  const path = join(directory, "kube.json");
  const file = credentialsFile(path);
  assert.equal(await file.read(), undefined);
  await file.write(access);
  await file.write({ ...access, token: "newer" });
  assert.deepEqual(await file.read(), { ...access, token: "newer" });
  assert.equal(statSync(path).mode & 0o777, 0o600);
  await file.remove();
  assert.equal(await file.read(), undefined);
});

test("a torn file is as good as none", async () => {
  const path = join(directory, "torn.json");
  writeFileSync(path, '{"ca":"PEM","tok');
  assert.equal(await credentialsFile(path).read(), undefined);
});
