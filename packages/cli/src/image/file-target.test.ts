import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { test } from "node:test";
import { temporaryFolder } from "../testing/folder.ts";
import { fileTarget, runsWithContent } from "./file-target.ts";

const PIECE = 64 * 1024;

test("runs with content are found piece by piece, neighbours together", () => {
  const block = Buffer.alloc(5 * PIECE + 10);
  assert.deepEqual(runsWithContent(block), []);
  block[0] = 1;
  block[2 * PIECE - 1] = 1;
  block[5 * PIECE + 9] = 1;
  assert.deepEqual(runsWithContent(block), [
    [0, 2 * PIECE],
    [5 * PIECE, 5 * PIECE + 10],
  ]);
});

test("a file takes its place when it is whole, with holes for zeros, also at its end", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/card.img`;
  const target = await fileTarget(path);
  await target.write(Buffer.alloc(1024 * 1024), 0);
  await target.write(Buffer.from("content"), 1024 * 1024);
  await target.write(Buffer.alloc(1024 * 1024), 1024 * 1024 + 7);
  await target.flush();
  assert.deepEqual(Object.keys(folder.files()), ["card.img.partial"]);
  await target.commit();
  assert.deepEqual(Object.keys(folder.files()), ["card.img"]);
  const { size, blocks, mode } = statSync(path);
  assert.equal(size, 2 * 1024 * 1024 + 7);
  assert.ok(blocks * 512 <= 2 * PIECE);
  assert.equal(mode & 0o777, 0o600);
  assert.equal(folder.read("card.img").replaceAll("\0", ""), "content");
});

test("one that is discarded leaves what was there before", async () => {
  using folder = temporaryFolder();
  folder.write("card.img", "old");
  const target = await fileTarget(`${folder.path}/card.img`);
  await target.write(Buffer.from("new"), 0);
  await target.discard();
  assert.deepEqual(folder.files(), { "card.img": "old" });
});
