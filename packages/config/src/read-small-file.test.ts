import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempDisposableSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readSmallFile } from "./read-small-file.ts";

const temporaryFolder = () => mkdtempDisposableSync(join(tmpdir(), "read-small-file-"));

test("a file is read, an absent one is no failure", async () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, "file"), "text");
  assert.equal(await readSmallFile(join(folder.path, "file")), "text");
  assert.equal(await readSmallFile(join(folder.path, "none")), undefined);
  assert.equal(await readSmallFile(join(folder.path, "file/below")), undefined);
});

test("what is no file is refused in words, and waited for by nobody", async () => {
  using folder = temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  execFileSync("mkfifo", [at("pipe")]);
  await using _server = createServer().listen(at("socket"));
  symlinkSync("loop", at("loop"));
  writeFileSync(at("large"), "");
  truncateSync(at("large"), 3 * 1024 ** 3);
  writeFileSync(at("closed"), "x");
  chmodSync(at("closed"), 0);
  const cases: [path: string, message: RegExp][] = [
    [
      at("socket"),
      /socket is not a regular file \(it is a socket, or a device that does not exist\): put a regular file there$/,
    ],
    [at("pipe"), /pipe is not a regular file \(it is a pipe or a device\): put a regular file there$/],
    ["/dev/zero", /is not a regular file/],
    [folder.path, /is a folder, but a file is expected there$/],
    [at("loop"), /loop is a link that leads back to itself$/],
    [at("large"), /large has 3221225472 bytes, but at most 1048576 are allowed/],
    [at("x".repeat(300)), /has a name that is too long/],
  ];
  // root reads everything.
  if (process.getuid?.() !== 0) cases.push([at("closed"), /closed may not be read by you: change its permissions/]);
  for (const [path, message] of cases) await assert.rejects(readSmallFile(path), { code: "refused", message });
});
