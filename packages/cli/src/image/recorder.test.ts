import assert from "node:assert/strict";
import { test } from "node:test";
import { bootFolder } from "../card/boot-folder.ts";
import { temporaryFolder } from "../testing/folder.ts";
import { recorder, sha256 } from "./recorder.ts";

test("what is recorded at the end is what is there of all that was written", async () => {
  using folder = temporaryFolder();
  folder.write("config.txt", "not ours");
  const { boot, written } = recorder(bootFolder(folder.path));
  await boot.makeFolder("new");
  await boot.write("new/a", "first");
  await boot.write("new/a", "second");
  await boot.write("new/b", Buffer.from([0, 255]));
  await boot.write("newer", "another name");
  await boot.rename("new", "ours");
  await boot.write("litter", "x");
  await boot.remove("litter");
  assert.deepEqual([...written].sort(), [
    ["newer", sha256("another name")],
    ["ours/a", sha256("second")],
    ["ours/b", sha256(Buffer.from([0, 255]))],
  ]);
});
