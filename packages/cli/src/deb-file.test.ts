import assert from "node:assert/strict";
import { test } from "node:test";
import { refuseNoPackage } from "./deb-file.ts";
import { debOf } from "./testing/example-rack.ts";
import { temporaryFolder } from "./testing/folder.ts";

const whole = debOf("odd");

async function judged(content: string): Promise<string> {
  using folder = temporaryFolder();
  folder.write("a.deb", content);
  try {
    await refuseNoPackage(`${folder.path}/a.deb`);
    return "whole";
  } catch (error) {
    return (error as Error).message.slice(folder.path.length + 1);
  }
}

test("a package is judged whole", async () => {
  assert.equal(await judged(whole), "whole");
  assert.equal(await judged(whole.slice(0, -1)), "whole", "the last filling byte is nobody's content");
});

test("a page, a bare beginning, a cut and another archive are refused, each by what it is", async () => {
  assert.match(
    await judged("<html>not found</html>"),
    /^a\.deb is not a Debian package: build it or download it again/,
  );
  assert.match(await judged(""), /is not a Debian package/);
  assert.match(await judged("!<arch>\n"), /is a Debian package that was cut short/);
  assert.match(await judged(whole.slice(0, -3)), /was cut short/);
  assert.match(await judged(whole.slice(0, 100)), /was cut short/);
  assert.match(
    await judged(whole.replace("debian-binary", "libc.o       ")),
    /is an archive, but not a Debian package/,
  );
});
