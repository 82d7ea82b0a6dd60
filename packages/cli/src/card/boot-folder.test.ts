import assert from "node:assert/strict";
import { test } from "node:test";
import { temporaryFolder } from "../testing/folder.ts";
import { bootFolder } from "./boot-folder.ts";
import { bootFolderContract } from "./testing/boot-folder-contract.ts";
import { MemoryBoot } from "./testing/memory-boot.ts";

bootFolderContract("a folder of this machine", async () => {
  const folder = temporaryFolder();
  return { ...bootFolder(folder.path), [Symbol.dispose]: () => folder[Symbol.dispose]() };
});
bootFolderContract("a partition in memory", async () => new MemoryBoot({}));

test("a folder where a file is expected is told as such", async () => {
  using folder = temporaryFolder();
  folder.write("user-data/inner", "");
  await assert.rejects(bootFolder(folder.path).read("user-data"), {
    code: "refused",
    message: /user-data is a folder/,
  });
});
