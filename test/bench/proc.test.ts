import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseMemory, parseWakeUps, parseWrittenBytes } from "./proc.ts";

const ROLLUP = `00400000-7ffd2b3c9000 ---p 00000000 00:00 0                    [rollup]
Rss:               58752 kB
Pss:               41980 kB
Pss_Dirty:         11240 kB
Shared_Clean:      16000 kB
Shared_Dirty:          0 kB
Private_Clean:     31512 kB
Private_Dirty:     11240 kB
Private_Hugetlb:       0 kB
Swap:                 60 kB
SwapPss:              60 kB
Locked:                0 kB
`;

test("unreclaimable is what is dirty and private, swapped out or not", () => {
  assert.deepEqual(parseMemory(ROLLUP), { unreclaimable: 11_300 * 1024, pss: 41_980 * 1024 });
});

test("wake-ups are those of all threads", () => {
  const status = (count: number) => `Name:\tnode\nvoluntary_ctxt_switches:\t${count}\nnonvoluntary_ctxt_switches:\t7\n`;
  assert.equal(parseWakeUps(status(40) + status(2)), 42);
  assert.throws(() => parseWakeUps(""), /no thread/);
});

test("the kernel of this machine writes as expected", () => {
  const own = (file: string) => readFileSync(`/proc/self/${file}`, "utf8");
  const { unreclaimable, pss } = parseMemory(own("smaps_rollup"));
  assert.ok(unreclaimable > 1024 * 1024 && pss > unreclaimable / 2);
  assert.ok(parseWrittenBytes(own("io")) >= 0);
  assert.ok(parseWakeUps(own("status")) > 0);
});
