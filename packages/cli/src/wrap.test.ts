import assert from "node:assert/strict";
import { test } from "node:test";
import { wrapped } from "./wrap.ts";

const REASON =
  "memory-cgroup: cgroup_enable=memory was written to /boot/firmware/cmdline.txt and the memory controller is still off: it needs another kernel";

test("a sentence is whole at every width, in lines that fit", () => {
  for (let width = 20; width <= 200; width++) {
    for (const text of [REASON, `  ${REASON}`, `        ${REASON}`, "", "a", "x".repeat(500)]) {
      const lines = wrapped(text, width);
      assert.ok(
        lines.every((line) => line.length <= width),
        `${width}: ${lines.join("|")}`,
      );
      assert.equal(lines.join("").replace(/ /g, ""), text.replace(/ /g, ""));
    }
  }
  assert.deepEqual(wrapped(REASON, Number.POSITIVE_INFINITY), [REASON]);
});

test("further lines are set in below the first", () => {
  assert.deepEqual(wrapped("  one two three four five", 20), ["  one two three four", "    five"]);
  assert.deepEqual(wrapped("      one two three four", 20), ["      one two three", "      four"]);
});

test("an address that no line can hold goes on in the next", () => {
  assert.deepEqual(wrapped("see https://pkgs.k8s.io/core", 20), ["see", "    https://pkgs.k8s", "    .io/core"]);
});
