import assert from "node:assert/strict";
import { userInfo } from "node:os";
import { test } from "node:test";
import { homeOf } from "./home.ts";

test("sudo's HOME is not another one without a word", () => {
  const isRoot = process.getuid?.() === 0;
  const { username, homedir } = userInfo();
  assert.equal(homeOf({ HOME: "/x" }), "/x");
  assert.equal(homeOf({ HOME: "/x", SUDO_USER: username }), isRoot ? homedir : "/x");
  // Whose home cannot be read, or who is not known, has none.
  assert.equal(homeOf({ HOME: "/x", SUDO_USER: "nobody-of-this-name" }), "/x");
  assert.equal(homeOf({}), homedir);
});
