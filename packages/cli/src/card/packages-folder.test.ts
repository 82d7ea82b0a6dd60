import assert from "node:assert/strict";
import { test } from "node:test";
import { temporaryFolder } from "../testing/folder.ts";
import { choosePackage, readPackage } from "./packages-folder.ts";

const BOTH = ["pi-agent_0.1.0_amd64.deb", "pi-agent_0.1.0_arm64.deb", "pi-coordinator_0.1.0_arm64.deb", "notes"];

test("a Pi's package is arm64 unless another is asked for", () => {
  assert.equal(choosePackage(BOTH, "pi-agent"), "pi-agent_0.1.0_arm64.deb");
  assert.equal(choosePackage(BOTH, "pi-agent", "amd64"), "pi-agent_0.1.0_amd64.deb");
  assert.equal(choosePackage(["pi-agent_1_amd64.deb"], "pi-agent", "amd64"), "pi-agent_1_amd64.deb");
  assert.equal(choosePackage(["pi-agent.deb"], "pi-agent", "arm64"), "pi-agent.deb");
});

test("none and more than one are refused", () => {
  assert.throws(() => choosePackage([], "pi-agent"), { message: /no pi-agent package .*none at all.*npm run package/ });
  assert.throws(() => choosePackage(BOTH, "pi-coordinator", "amd64"), { message: /for amd64 \(only arm64\)/ });
  assert.throws(() => choosePackage(["pi-agent_1_amd64.deb"], "pi-agent"), {
    message: /for arm64, which a Pi needs \(only amd64\).*or use --arch amd64 for a machine that is not a Pi/,
  });
  const two = ["pi-agent_1_arm64.deb", "pi-agent_2_arm64.deb"];
  assert.throws(() => choosePackage(two, "pi-agent"), { message: /more than one.*pi-agent_1_arm64.deb, pi-agent_2/ });
});

test("a file that is no package is refused by name", async () => {
  using folder = temporaryFolder();
  folder.write("pi-agent.deb", "<html>not found</html>");
  await assert.rejects(readPackage(folder.path, "pi-agent"), {
    code: "refused",
    message: /pi-agent\.deb is not a Debian/,
  });
  await assert.rejects(readPackage(`${folder.path}/none`, "pi-agent"), {
    code: "refused",
    message: /none contains no packages: build them with npm run package, or name their folder/,
  });
});
