import assert from "node:assert/strict";
import { test } from "node:test";
import { changelog } from "./changelog.ts";
import { copyright } from "./copyright.ts";
import { PAGES } from "./documents.ts";
import { manPage } from "./man-page.ts";

/** What a reader sees of a page, without macros and escapes. */
const words = (page: string) =>
  page
    .replace(/^\.(?:SH|SS) /gm, "")
    .replace(/^\.(?:TP|PP)$/gm, "")
    .replaceAll(/\\f[BR]|\\&/g, "")
    .replaceAll("\\(ha", "^")
    .replaceAll("\\(ti", "~")
    .replaceAll("\\(dq", '"')
    .replaceAll("\\(aq", "'")
    .replaceAll("\\(ga", "`")
    .replaceAll("\\-", "-")
    .replaceAll("\\e", "\\")
    .toLowerCase();

/** Words of a help text as they may stand in the page: headings lose their colons, "usage" has a name of its own there. */
const said = (help: string) =>
  help
    .replaceAll("…", "...")
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/:$/, ""))
    .filter((word) => word !== "" && word !== "usage");

for (const page of Object.values(PAGES).flat()) {
  test(`${page.name}(${page.section}) says every word that --help says, in the same order`, () => {
    const text = words(manPage({ ...page, version: "1.2.3", epoch: 86_400 }));
    let place = 0;
    for (const word of [page.help, ...(page.parts ?? [])].flatMap(said)) {
      const found = text.indexOf(word, place);
      assert.ok(found >= 0, `${word} does not follow after: ${text.slice(Math.max(0, place - 60), place)}`);
      place = found + word.length;
    }
    assert.match(text, /^\.th \S+ [18] 1970-01-02 "rackberry 1\.2\.3"/);
  });
}

test("what troff takes for its own is written so that it is read as it is", () => {
  const help = `tool: does it

.profile is read; C:\\dir, 'a' and "b", ~/x and ^y

options:
  --long-name WORD   what it is
                     and more of it
  .hidden            a file
`;
  const page = manPage({ name: "tool", section: 1, help, also: ["sh(1)"], version: "1", epoch: 0 });
  assert.doesNotMatch(page, /^'/m);
  assert.deepEqual(
    page.split("\n").filter((line) => line.startsWith(".") && !/^\.(?:TH|SH|TP)\b/.test(line)),
    [],
  );
  assert.match(page, /\.TP\n\\fB\\-\\-long\\-name WORD\\fR\nwhat it is\nand more of it\n\.TP\n/);
});

test("a changelog has the points of its version, or of the newest section for a version to come", () => {
  const markdown = `# Changelog\n\n## 0.2.0 — unreleased\n\n- ${"new ".repeat(20)}\n  and long\n- newer\n\n## 0.1.0 — 2026\n\n- old\n`;
  const of = (version: string) => changelog(markdown, { name: "pi-agent", version, epoch: 0 });
  assert.match(
    of("0.1.0"),
    /^pi-agent \(0\.1\.0\) unstable; urgency=medium\n\n {2}\* old\n\n -- .* {2}Thu, 01 Jan 1970/,
  );
  assert.match(of("0.2.0"), /^ {2}\* (?:new ){18}new\n {4}new and long\n {2}\* newer\n\n/m);
  assert.match(of("0.3.0"), / {2}\* newer\n/);
});

test("the copyright names every holder once, and has each licence whole", () => {
  const mit = "MIT\n\nCopyright (c) 2020 Some Body\n\nTHE COPYRIGHT\nCOPYRIGHT HOLDERS ARE NOT\n  indented";
  const part = { version: "1", license: "MIT", text: mit };
  const text = copyright([
    { files: "*", parts: [{ ...part, name: "a" }] },
    {
      files: "b",
      parts: [
        { ...part, name: "a" },
        { ...part, name: "b" },
        { ...part, name: "c", license: "ISC" },
      ],
    },
  ]);
  assert.match(text, /^Format: https:\/\/www\.debian\.org\/doc\/packaging-manuals\/copyright-format\/1\.0\/\n/);
  assert.match(text, /^Files: b\nCopyright: 2020 Some Body\nLicense: ISC and MIT\n$/m);
  assert.equal(text.match(/^License: MIT$/gm)?.length, 2, "once for its files, once with its text");
  assert.match(text, /^License: MIT\n a 1:\n \.\n MIT\n \.\n(?: .*\n)+ {3}indented\n \.\n b 1:\n/m);
});
