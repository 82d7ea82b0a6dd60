import assert from "node:assert/strict";
import { test } from "node:test";
import { readTree } from "./yaml-tree.ts";

function problems(text: string): readonly string[] {
  const told: string[] = [];
  readTree(text, (line, problem) => told.push(`${line}: ${problem}`));
  return told;
}

const TAGS = "tags (!…) are not allowed here: write the value alone";
const ANCHORS = "anchors and aliases (& and *) are not allowed here";

for (const [what, text, ...told] of [
  ["a tag of YAML's own, which would be decoded", "rack: !!binary aGFsbG8=\n", `1: ${TAGS}`],
  ["a tag of somebody else's", "rack: a\ndomain: !vault x\n", `2: ${TAGS}`],
  ["a tag of a list", "nodes: !!seq []\n", `1: ${TAGS}`],
  ["an anchor that nobody names", "rack: &a b\n", `1: ${ANCHORS}`],
  ["an anchor of a map", "user: &u\n  name: pi\n", `2: ${ANCHORS}`],
  ["a second document", "rack: a\n---\nrack: b\n", "2: a second document begins here (---): only one is allowed"],
  ["a value in another encoding", "rack: a\ndomain: k\ufffdche\n", "2: not UTF-8 text: save the file as UTF-8"],
  ["a key in another encoding", "k\ufffdche: a\n", "1: not UTF-8 text: save the file as UTF-8"],
] as const) {
  test(`told in rack.yaml's own words: ${what}`, () => assert.deepEqual([...new Set(problems(text))], told));
}

for (const [what, text] of [
  ["lines that end in CR alone", "rack: a\rdomain: b.lan\r"],
  ["lines that end in CR and LF", "rack: a\r\ndomain: b.lan\r\n"],
  ["a remark in another encoding", "rack: a # k\ufffdche\ndomain: b.lan\n"],
  ["an end of the document", "---\nrack: a\ndomain: b.lan\n...\n"],
] as const) {
  test(`read as a person reads it: ${what}`, () => {
    const tree = readTree(text, (line, problem) => assert.fail(`${line}: ${problem}`));
    const entries = tree.kind === "map" ? tree.entries : [];
    const words = entries.map(({ key, value }) => [key, value.kind === "scalar" ? value.text : value.kind]);
    assert.deepEqual(words, [
      ["rack", "a"],
      ["domain", "b.lan"],
    ]);
  });
}
