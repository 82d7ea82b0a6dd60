import assert from "node:assert/strict";
import { chownSync, lstatSync, mkdirSync, readdirSync, readlinkSync, statSync, symlinkSync } from "node:fs";
import { test } from "node:test";
import { writeOwned } from "./owned-file.ts";
import { temporaryFolder } from "./testing/folder.ts";

test("a link stays one, and where it leads is written, also when nothing is there yet", async () => {
  using home = temporaryFolder();
  home.write("dotfiles/kube", "old");
  mkdirSync(`${home.path}/.kube`);
  symlinkSync("../dotfiles/kube", `${home.path}/.kube/config`);
  symlinkSync("dotfiles/new", `${home.path}/other`);
  await writeOwned(`${home.path}/.kube/config`, "whole", { mode: 0o600, home: home.path });
  await writeOwned(`${home.path}/other`, "new", { mode: 0o600, home: home.path });
  assert.equal(readlinkSync(`${home.path}/.kube/config`), "../dotfiles/kube");
  assert.ok(lstatSync(`${home.path}/other`).isSymbolicLink());
  assert.deepEqual([home.read("dotfiles/kube"), home.read("dotfiles/new")], ["whole", "new"]);
  assert.equal(statSync(`${home.path}/dotfiles/kube`).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(`${home.path}/dotfiles`), ["kube", "new"]);
});

test("what is made in a person's home is theirs, whoever writes it", async () => {
  using home = temporaryFolder();
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(home.path, 1234, 5678);
  const { uid, gid } = statSync(home.path);
  await writeOwned(`${home.path}/.config/rackberry/current`, "", { mode: 0o644, home: home.path });
  for (const path of [".config", ".config/rackberry", ".config/rackberry/current"]) {
    const made = statSync(`${home.path}/${path}`);
    assert.deepEqual([made.uid, made.gid], [uid, gid], path);
  }
});

test("where nothing can be written, what was there stays", async () => {
  using home = temporaryFolder();
  home.write("file", "mine");
  await assert.rejects(writeOwned(`${home.path}/file/config`, "", { mode: 0o600, home: home.path }), {
    code: "refused",
  });
  mkdirSync(`${home.path}/folder/in`, { recursive: true });
  await assert.rejects(writeOwned(`${home.path}/folder`, "", { mode: 0o600, home: home.path }));
  assert.deepEqual(home.files(), { file: "mine" });
});
