import assert from "node:assert/strict";
import { test } from "node:test";
import { formatLine, journal } from "./journal.ts";

test("a line has its priority, a sentence and fields, and leaves out what is not known", () => {
  assert.equal(
    formatLine(6, "step changed", { step: "memory-cgroup", ms: 41, node: undefined }),
    '<6>step changed step="memory-cgroup" ms=41\n',
  );
});

test("what a stranger sends cannot begin a line of its own", () => {
  const lines: string[] = [];
  journal((line) => lines.push(line)).warning("turned away: x\n<0>panic\u001b[31m", { detail: "a\r\n<1>b" });
  assert.equal(lines.length, 1);
  assert.equal(lines[0], '<4>turned away: x <0>panic [31m detail="a\\r\\n<1>b"\n');
  assert.equal(formatLine(6, "x".repeat(9_000)).length, 3 + 2_000 + 1);
});
