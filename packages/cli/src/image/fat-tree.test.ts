import assert from "node:assert/strict";
import { test } from "node:test";
import { fatTree } from "./fat-tree.ts";

const LISTING = ["CONFIG.TXT", "current/", "overlays/", "current/cmdline.txt", "current/dtbs/", "current/dtbs/a.dtb"];

test("a name is found in any case, and answered in its own", () => {
  const tree = fatTree(LISTING);
  assert.deepEqual(tree.find("config.txt"), { kind: "file", name: "CONFIG.TXT" });
  assert.deepEqual(tree.find("Current/CMDLINE.txt"), { kind: "file", name: "current/cmdline.txt" });
  assert.deepEqual(tree.find("CURRENT"), { kind: "folder", name: "current", names: ["cmdline.txt", "dtbs"] });
  assert.deepEqual(tree.find("overlays"), { kind: "folder", name: "overlays", names: [] });
  assert.deepEqual(tree.find(""), { kind: "folder", name: "", names: ["CONFIG.TXT", "current", "overlays"] });
  assert.deepEqual(tree.find("curren"), { kind: "absent" });
});

test("what is added, renamed and removed is there, elsewhere and gone", () => {
  const tree = fatTree(LISTING);
  tree.add("rackberry.new/");
  tree.add("rackberry.new/card.json");
  tree.add("rackberry.new/card.json");
  tree.rename("rackberry.new", "rackberry");
  assert.deepEqual(tree.find("rackberry"), { kind: "folder", name: "rackberry", names: ["card.json"] });
  assert.deepEqual(tree.find("rackberry.new"), { kind: "absent" });
  tree.remove("current");
  tree.remove("rackberry/card.json");
  assert.deepEqual(tree.find(""), { kind: "folder", name: "", names: ["CONFIG.TXT", "overlays", "rackberry"] });
  assert.deepEqual(tree.find("rackberry"), { kind: "folder", name: "rackberry", names: [] });
});
