import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { BUILT_PACKAGES } from "../card/packages-folder.ts";
import type { Values } from "../verb.ts";
import { packagesOf } from "./packages-of.ts";

const context = { note: () => {}, columns: () => 80, signal: new AbortController().signal };
const folder = (values: Values) => packagesOf(context, values, { names: ["pi-agent"], architecture: "arm64" });

test("run from its sources, pictl takes a named folder, else what npm run package built", async () => {
  assert.equal(await folder({ packages: "some/where" }), resolve("some/where"));
  assert.equal(await folder({}), BUILT_PACKAGES);
});

test("an address is only for a release, is one, and is not given beside a folder", async () => {
  await assert.rejects(folder({ from: "https://a.example/v1" }), { message: /runs from a checkout/ });
  for (const from of ["a.example/v1", "/mnt/packages", "file:///mnt/packages"]) {
    await assert.rejects(
      folder({ from }),
      { message: /--from .*begins with https:.*for a folder use --packages/ },
      from,
    );
  }
  await assert.rejects(folder({ from: "https://a.example/v1", packages: "x" }), { message: /exclude each other/ });
});
